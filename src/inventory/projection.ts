/** The security-relevant part of a pod spec as text: tells injected or hand-edited pods from their template. */
import type { V1Container, V1EphemeralContainer, V1PodSpec } from '@kubernetes/client-node';
import { canonicalJson } from '../kube/canonical.ts';
import type { KindMap, Raw } from '../plugin-api/index.ts';
import type { Template } from './templates.ts';

type AnyContainer = Raw<V1Container> | Raw<V1EphemeralContainer>;

const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** Sets the API server fills in for hostNetwork pods are left out, and so is what admission adds to every pod. */
function securityProjection(spec: Raw<V1PodSpec>, annotations: Readonly<Record<string, string>>): string {
  return JSON.stringify([
    [spec.hostNetwork ?? false, spec.hostPID ?? false, spec.hostIPC ?? false, spec.hostUsers ?? null],
    contextText(spec.securityContext),
    (spec.initContainers ?? []).map((container) => containerPart(container, spec.hostNetwork === true)),
    (spec.containers ?? []).map((container) => containerPart(container, spec.hostNetwork === true)),
    (spec.ephemeralContainers ?? []).map((container) => containerPart(container, true)),
    (spec.volumes ?? []).flatMap((volume) => (volume.hostPath === undefined ? [] : [volume.hostPath.path])),
    Object.keys(annotations)
      .filter((key) => key.startsWith(APPARMOR))
      .map((key) => [key, annotations[key]]),
  ]);
}

function containerPart(container: AnyContainer, skipPorts: boolean): unknown {
  const hostPorts = skipPorts ? [] : (container.ports ?? []).flatMap((port) => port.hostPort ?? []);
  return [container.name, contextText(container.securityContext), hostPorts];
}

const contexts = new WeakMap<object, string>();

/** Pods of one template share the security contexts in it: each is written once. */
function contextText(context: object | undefined): string {
  if (context === undefined || context === null) return NO_CONTEXT;
  const known = contexts.get(context) ?? canonicalJson(context);
  contexts.set(context, known);
  return known;
}

/** One without members says nothing either. */
const NO_CONTEXT = canonicalJson({});

const podProjections = new WeakMap<object, string>();
const templateProjections = new WeakMap<object, string>();

function projectionOf(
  cache: WeakMap<object, string>,
  holder: { readonly spec?: Template['spec']; readonly metadata?: Template['metadata'] },
): string {
  const known = cache.get(holder);
  if (known !== undefined) return known;
  const made = holder.spec === undefined ? '' : securityProjection(holder.spec, holder.metadata?.annotations ?? {});
  cache.set(holder, made);
  return made;
}

export function podProjection(pod: KindMap['Pod']): string {
  return projectionOf(podProjections, pod as Template);
}
export function templateProjection(template: Template): string {
  return projectionOf(templateProjections, template);
}

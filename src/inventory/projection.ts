/** The security-relevant part of a pod spec as text: tells injected or hand-edited pods from their template. */
import type { V1Container, V1EphemeralContainer, V1PodSpec } from '@kubernetes/client-node';
import { canonicalJson } from '../kube/canonical.ts';
import type { KindMap, Raw } from '../plugin-api/index.ts';
import type { Template } from './templates.ts';

type AnyContainer = Raw<V1Container> | Raw<V1EphemeralContainer>;

const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** Sets the API server fills in for hostNetwork pods are left out, and so is what admission adds to every pod. */
function securityProjection(spec: Raw<V1PodSpec>, annotations: Readonly<Record<string, string>>): string {
  return canonicalJson({
    host: [spec.hostNetwork ?? false, spec.hostPID ?? false, spec.hostIPC ?? false, spec.hostUsers ?? null],
    pod: withoutEmpty(spec.securityContext),
    init: (spec.initContainers ?? []).map((container) => containerPart(container, spec.hostNetwork === true)),
    app: (spec.containers ?? []).map((container) => containerPart(container, spec.hostNetwork === true)),
    ephemeral: (spec.ephemeralContainers ?? []).map((container) => containerPart(container, true)),
    hostPaths: (spec.volumes ?? []).flatMap((volume) => (volume.hostPath === undefined ? [] : [volume.hostPath.path])),
    apparmor: Object.keys(annotations)
      .filter((key) => key.startsWith(APPARMOR))
      .map((key) => [key, annotations[key]]),
  });
}

function containerPart(container: AnyContainer, skipPorts: boolean): unknown {
  const hostPorts = skipPorts ? [] : (container.ports ?? []).flatMap((port) => port.hostPort ?? []);
  return [container.name, withoutEmpty(container.securityContext), hostPorts];
}

function withoutEmpty(context: object | undefined): object | null {
  return context === undefined || context === null || Object.keys(context).length === 0 ? null : context;
}

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

/** The security-relevant part of a pod spec as text: tells injected or hand-edited pods from their template. */
import type { V1Container, V1EphemeralContainer, V1PodSpec } from '@kubernetes/client-node';
import { canonicalJson } from '../kube/canonical.ts';
import type { KindMap, Raw } from '../plugin-api/index.ts';
import type { Template } from './templates.ts';

type AnyContainer = Raw<V1Container> | Raw<V1EphemeralContainer>;

const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

interface Projection {
  readonly whole: readonly unknown[];
  /** Each of init containers, containers and paths of the node. */
  readonly lists: readonly (readonly unknown[])[];
}

/** Sets the API server fills in for hostNetwork pods are left out, and so is what admission adds to every pod. */
function projected(spec: Raw<V1PodSpec>, annotations: Readonly<Record<string, string>>): Projection {
  return {
    whole: [
      [spec.hostNetwork ?? false, spec.hostPID ?? false, spec.hostIPC ?? false, spec.hostUsers ?? null],
      contextText(spec.securityContext),
      Object.keys(annotations)
        .filter((key) => key.startsWith(APPARMOR))
        .map((key) => [key, annotations[key]]),
      (spec.ephemeralContainers ?? []).map((container) => containerPart(container, true)),
    ],
    lists: [
      (spec.initContainers ?? []).map((container) => containerPart(container, spec.hostNetwork === true)),
      (spec.containers ?? []).map((container) => containerPart(container, spec.hostNetwork === true)),
      (spec.volumes ?? []).flatMap((volume) => (volume.hostPath === undefined ? [] : [volume.hostPath.path])),
    ],
  };
}

function securityProjection(spec: Raw<V1PodSpec>, annotations: Readonly<Record<string, string>>): string {
  return JSON.stringify(projected(spec, annotations));
}

const extended = new WeakMap<object, boolean>();

/** Whether the pod is as its template says, with containers and volumes besides. It is compared with one template only. */
export function isExtended(pod: KindMap['Pod'], template: Template): boolean {
  const known = extended.get(pod) ?? compared(pod as Template, template);
  extended.set(pod, known);
  return known;
}

function compared(pod: Template, template: Template): boolean {
  if (pod.spec === undefined || template.spec === undefined) return false;
  const [made, written] = [pod, template].map(({ spec, metadata }) =>
    projected(spec ?? { containers: [] }, metadata?.annotations ?? {}),
  );
  if (JSON.stringify(made?.whole) !== JSON.stringify(written?.whole)) return false;
  return (written?.lists ?? []).every((list, at) => {
    const all = new Set((made?.lists[at] ?? []).map((each) => JSON.stringify(each)));
    return list.every((each) => all.has(JSON.stringify(each)));
  });
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

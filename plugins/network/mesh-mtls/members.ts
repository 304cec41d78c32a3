/** Which workloads of a namespace have a proxy of a mesh: by the image of the container, in whatever list it is. */
import { type NamespaceSubject, podTemplate, type Workload } from 'kubectl-harden/plugin-api';

export interface Members {
  /** Those that a mesh would be for: not on the network of their node. */
  readonly all: readonly Workload[];
  readonly istio: readonly Workload[];
  readonly linkerd: readonly Workload[];
}

export function membersOf({ object }: NamespaceSubject, workloads: readonly Workload[]): Members {
  const all = workloads.filter(({ ref, pod }) => ref.kind !== 'PodTemplate' && pod.hostNetwork !== true);
  const isAmbient = object?.metadata.labels?.['istio.io/dataplane-mode'] === 'ambient';
  return {
    all,
    istio: all.filter((each) => isAmbient || has(each, 'proxyv2')),
    linkerd: all.filter((each) => has(each, 'linkerd/proxy')),
  };
}

/** Injected into pods, not into their template. */
function has({ containers, pods }: Workload, end: string): boolean {
  const injected = pods.map(({ spec }) => [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]);
  const isIn = (images: readonly (string | undefined)[]) =>
    images.some((image = '') => podTemplate.isImageOf(image, [end]));
  if (isIn(containers.map(({ spec }) => spec.image))) return true;
  return injected.length > 0 && injected.every((list) => isIn(list.map(({ image }) => image)));
}

/** Which workloads of a namespace have a proxy of a mesh: by the image of the container, in whatever list it is. */
import {
  type installed,
  type Keyed,
  type NamespaceSubject,
  podTemplate,
  type Seen,
  type Workload,
} from 'kubectl-harden/plugin-api';

export interface Members {
  /** Those that a mesh would be for: not on the network of their node. */
  readonly all: readonly Workload[];
  readonly istio: readonly Workload[];
  readonly linkerd: readonly Workload[];
}

const MODE = 'istio.io/dataplane-mode';

export const AMBIENT_UNREAD = 'It asks for the ambient mesh: whether ztunnel runs was not read.';

/**
 * `asked`: by a label, which anybody can set, while nothing on the nodes carries the traffic. `unread`: whether anything
 * does is not known.
 */
export function ambientOf(
  { object }: NamespaceSubject,
  { value, isWhole }: Seen<Keyed<installed.Controller>>,
): 'works' | 'asked' | 'unread' | 'no' {
  if (object?.metadata.labels?.[MODE] !== 'ambient') return 'no';
  if (value.at('ztunnel').some(isReady)) return 'works';
  return isWhole ? 'asked' : 'unread';
}

function isReady({ status }: installed.Controller): boolean {
  const { numberReady = 0, desiredNumberScheduled = 0 } = (status ?? {}) as {
    readonly numberReady?: number;
    readonly desiredNumberScheduled?: number;
  };
  return numberReady > 0 && numberReady >= desiredNumberScheduled;
}

export function membersOf(workloads: readonly Workload[], isAmbient: boolean): Members {
  const all = workloads.filter(
    ({ ref, pod, deviatesFrom }) =>
      ref.kind !== 'PodTemplate' && pod.hostNetwork !== true && deviatesFrom === undefined,
  );
  return {
    all,
    istio: all.filter((each) => (isAmbient && each.podLabels[MODE] !== 'none') || has(each, 'proxyv2')),
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

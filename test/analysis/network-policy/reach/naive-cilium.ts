/**
 * A second evaluator of policies of Cilium, written from their semantics as plainly as can be: one pod, one peer, one port
 * at a time. Shares no code with the engine.
 */
import {
  type NaiveEnd,
  type NaivePod,
  type NaivePolicy,
  type Selector,
  selects,
  standardSays,
  within,
} from './naive.ts';

export interface CiliumRule {
  readonly endpoints?: readonly Selector[];
  readonly entities?: readonly string[];
  readonly blocks?: readonly { readonly cidr: string; readonly except?: readonly string[] }[];
  readonly ports?: readonly {
    readonly ports: readonly { readonly port: string; readonly endPort?: number; readonly protocol?: string }[];
  }[];
}
export interface CiliumSpec {
  readonly subject: Selector;
  readonly rules: Readonly<Record<'Ingress' | 'Egress', readonly CiliumRule[]>>;
  readonly denials: Readonly<Record<'Ingress' | 'Egress', readonly CiliumRule[]>>;
  readonly isDenying: Readonly<Partial<Record<'Ingress' | 'Egress', boolean>>>;
  /** Undefined: it is for the whole cluster. */
  readonly namespace: string | undefined;
}
export interface NaiveCilium {
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly policies: readonly NaivePolicy[];
  readonly specs: readonly CiliumSpec[];
  readonly isAlways: boolean;
}
type Way = 'Ingress' | 'Egress';

export function ciliumAllows(
  world: NaiveCilium,
  from: NaiveEnd,
  to: NaiveEnd,
  protocol: string,
  port: number,
): boolean {
  if (typeof from !== 'string' && !passes(world, from, to, 'Egress', protocol, port)) return false;
  return typeof to === 'string' || passes(world, to, from, 'Ingress', protocol, port);
}

function passes(world: NaiveCilium, pod: NaivePod, peer: NaiveEnd, way: Way, protocol: string, port: number): boolean {
  let isAllowed = false;
  let isClosed = world.isAlways;
  for (const spec of world.specs) {
    if (spec.rules[way].length + spec.denials[way].length === 0 || !isSubject(world, spec, pod)) continue;
    const fits = (rule: CiliumRule) =>
      isPeer(world, rule, spec.namespace, peer) && isPort(rule, way === 'Ingress' ? pod : undefined, protocol, port);
    if (spec.denials[way].some(fits)) return false;
    if (spec.rules[way].some(fits)) isAllowed = true;
    if (spec.isDenying[way] !== false) isClosed = true;
  }
  const standard = standardSays({ ...world, doBlocksSelectPods: false }, pod, peer, way, protocol, port);
  if (standard !== undefined) isClosed = true;
  return isAllowed || standard === true || !isClosed;
}

const NAMESPACE = 'io.kubernetes.pod.namespace';

/** All that identities know of a pod, under `k8s:`. */
function identityOf(world: NaiveCilium, pod: NaivePod): Readonly<Record<string, string>> {
  const ofNamespace = { ...world.namespaces.get(pod.namespace), 'kubernetes.io/metadata.name': pod.namespace };
  const inherited = Object.entries(ofNamespace).map(([key, value]) => [`io.cilium.k8s.namespace.labels.${key}`, value]);
  return { ...pod.labels, ...Object.fromEntries(inherited), [NAMESPACE]: pod.namespace };
}

function plain({ matchLabels = {}, matchExpressions = [] }: Selector): Selector {
  const keyOf = (key: string) => key.replace(/^(k8s|any):/, '');
  return {
    matchLabels: Object.fromEntries(Object.entries(matchLabels).map(([key, value]) => [keyOf(key), value])),
    matchExpressions: matchExpressions.map((each) => ({ ...each, key: keyOf(each.key) })),
  };
}

function isSubject(world: NaiveCilium, { subject, namespace }: CiliumSpec, pod: NaivePod): boolean {
  return (namespace === undefined || namespace === pod.namespace) && selects(plain(subject), identityOf(world, pod));
}

function isPeer(world: NaiveCilium, rule: CiliumRule, own: string | undefined, end: NaiveEnd): boolean {
  const { endpoints, entities, blocks, ports } = rule;
  if (endpoints !== undefined)
    return endpoints.some((each) => typeof end !== 'string' && isEndpoint(world, plain(each), own, end));
  if (entities !== undefined)
    return entities.some(
      (each) =>
        each === 'all' ||
        (each === 'world' && typeof end === 'string') ||
        (each === 'cluster' && typeof end !== 'string'),
    );
  if (blocks !== undefined)
    return blocks.some(
      ({ cidr, except = [] }) =>
        typeof end === 'string' && within(end, cidr) && !except.some((hole) => within(end, hole)),
    );
  return (ports ?? []).length > 0;
}

function isEndpoint(world: NaiveCilium, selector: Selector, own: string | undefined, pod: NaivePod): boolean {
  const keys = [...Object.keys(selector.matchLabels ?? {}), ...(selector.matchExpressions ?? []).map(({ key }) => key)];
  const isPlaced = keys.some((key) => key === NAMESPACE || key.startsWith('io.cilium.k8s.namespace.labels.'));
  if (!isPlaced && own !== undefined && own !== pod.namespace) return false;
  return selects(selector, identityOf(world, pod));
}

/** Names only for what comes in: they are those of the pod itself. */
function isPort({ ports }: CiliumRule, own: NaivePod | undefined, protocol: string, port: number): boolean {
  if (ports === undefined || ports.length === 0) return true;
  return ports.some((entry) =>
    entry.ports.some((said) => {
      if (said.protocol !== undefined && said.protocol !== 'ANY' && said.protocol !== protocol) return false;
      const number = Number(said.port);
      if (Number.isNaN(number))
        return (own?.namedPorts ?? []).some(
          (each) => each.name === said.port && each.protocol === protocol && each.port === port,
        );
      return number === 0 || (number <= port && port <= Math.max(number, said.endPort ?? number));
    }),
  );
}

/** Which namespaces policies of other kinds put into default deny, where what enforces them runs. */
import { objectName } from '../../../kube/refs.ts';
import { type CustomObject, defineFact, type Evidence, may, type Seen } from '../../../plugin-api/index.ts';
import { clause, nameSome } from '../../../text/words.ts';
import { enforcement } from '../enforcement/index.ts';
import type { Direction } from '../types.ts';
import { calicoPolicy, passingTiers } from './calico.ts';
import { ciliumPolicies } from './cilium.ts';
import { clusterPolicy } from './cluster.ts';
import { CALICO, CALICO_TIERS, CILIUM } from './kinds.ts';
import type { NamespaceLabels, OtherPolicy } from './types.ts';

const CLUSTER = 'clusternetworkpolicies.policy.networking.k8s.io';

const OF_CILIUM = {
  keep: ['endpointSelector', 'enableDefaultDeny', 'ingress', 'ingressDeny', 'egress', 'egressDeny'].flatMap((field) => [
    `spec.${field}`,
    `specs.${field}`,
  ]),
};
const OF_CALICO = {
  keep: ['selector', 'namespaceSelector', 'serviceAccountSelector', 'types', 'tier', 'ingress', 'egress'].map(
    (field) => `spec.${field}`,
  ),
};
const OF_TIERS = { keep: ['spec.defaultAction'] };

export interface OtherDenial {
  /** A sentence, with where it was read. */
  readonly evidence: Evidence;
}

export interface OtherDenials {
  /** What puts the whole namespace into default deny in the direction. */
  denialOf(namespace: string, direction: Direction): OtherDenial | undefined;
  /** Policies that may isolate some of its pods: told, and no default denial. */
  maybeIn(namespace: string, direction: Direction): Evidence | undefined;
  /** Why nothing can be said of the namespace; undefined: all that may decide it was read. */
  unreadOf(namespace: string, direction: Direction): string | undefined;
}

export const otherDenials = defineFact({
  name: 'default denials by policies of other kinds',
  scope: 'cluster',
  reads: [
    may.all(CILIUM[0], OF_CILIUM),
    may.all(CILIUM[1], OF_CILIUM),
    may.all(CALICO[0], OF_CALICO),
    may.all(CALICO[1], OF_CALICO),
    may.all(CALICO[2], OF_CALICO),
    may.all(CALICO[3], OF_CALICO),
    may.all(CALICO_TIERS[0], OF_TIERS),
    may.all(CALICO_TIERS[1], OF_TIERS),
    may.all(CLUSTER, { keep: ['spec'] }),
    may.all('Namespace'),
    may.fact(enforcement),
  ],
  derive(view): OtherDenials {
    const { plugins, isAlways, state, text } = view.derive(enforcement).value;
    const isEnforcedBy = (...names: readonly string[]) =>
      plugins.length === 0 || plugins.some((plugin) => names.includes(plugin));
    const tiers = CALICO_TIERS.map((kind) => view.all(kind));
    const seen = [...CILIUM, ...CALICO].map((kind) => ({ kind, found: view.all(kind) }));
    const cluster = view.all(CLUSTER);
    const passing = passingTiers(tiers.flatMap(({ value }) => value));
    const policies = [
      ...seen.flatMap(({ kind, found }) => policiesOf(kind, found.value, passing, isEnforcedBy)),
      ...cluster.value.map((object) => clusterPolicy(CLUSTER, object)),
    ];
    const all = [...seen.map(({ found }) => found), cluster, ...tiers];
    const unread = all.find(({ isRead, coverage }) => !isRead && coverage.state !== 'absent');
    const namespaces = view.all('Namespace');
    // Where there is no such policy, no label of a namespace matters.
    const labelled = policies.length === 0 ? [] : namespaces.value;
    const labels = new Map(labelled.map(({ metadata }) => [metadata.name, metadata.labels ?? {}]));
    const named = (name: string): NamespaceLabels => ({
      name,
      ...(labels.has(name) ? { labels: labels.get(name) } : {}),
    });
    const denial = remembered((namespace, direction) => denialAmong(policies, namespace, direction));
    const maybe = remembered((namespace, direction) => maybeAmong(policies, namespace, direction));
    const undecided = remembered((namespace, direction) => isUndecided(policies, namespace, direction));
    return {
      denialOf: (namespace, direction) =>
        isAlways === true && state !== 'ignored' ? ALWAYS : denial(named(namespace), direction),
      maybeIn: (namespace, direction) => maybe(named(namespace), direction),
      unreadOf(namespace, direction) {
        if (unread !== undefined) return unseen('Policies of other kinds', unread);
        // Where nothing of Cilium is served, it does not run.
        if (isAlways === undefined && seen.some(({ kind, found }) => kind === CILIUM[0] && found.isRead))
          return `Settings of Cilium: ${clause(text)}.`;
        const isOpen = undecided(named(namespace), direction);
        return isOpen && !namespaces.isRead ? unseen('Labels of namespaces', namespaces) : undefined;
      },
    };
  },
});

type Question<T> = (namespace: NamespaceLabels, direction: Direction) => T;

/** Every workload asks of its namespace: each is looked up once. */
function remembered<T>(ask: Question<T>): Question<T> {
  const known = new Map<string, T>();
  return (namespace, direction) => {
    const key = `${direction} ${namespace.name}`;
    if (known.has(key)) return known.get(key) as T;
    const answer = ask(namespace, direction);
    known.set(key, answer);
    return answer;
  };
}

function unseen(what: string, { coverage }: Pick<Seen<unknown>, 'coverage'>): string {
  return `${what}: ${clause(coverage.reason ?? 'they were not read')}.`;
}

/** Whether a default denial covers the namespace is not to be told. */
function isUndecided(policies: readonly OtherPolicy[], namespace: NamespaceLabels, direction: Direction): boolean {
  return policies.some(
    (each) =>
      each.directions.includes(direction) &&
      each.covers(namespace) === undefined &&
      each.outcome(direction) === 'denied',
  );
}

const ALWAYS: OtherDenial = {
  evidence: {
    text: 'Cilium refuses what no policy allows, in every namespace: enable-policy is always.',
    source: 'ConfigMap kube-system/cilium-config',
  },
};

function policiesOf(
  kind: (typeof CILIUM)[number] | (typeof CALICO)[number],
  objects: Seen<readonly CustomObject[]>['value'],
  passing: ReturnType<typeof passingTiers>,
  isEnforcedBy: (...plugins: readonly string[]) => boolean,
): readonly OtherPolicy[] {
  if (kind === CILIUM[0] || kind === CILIUM[1])
    return isEnforcedBy('Cilium') ? objects.flatMap((object) => ciliumPolicies(kind, object)) : [];
  return isEnforcedBy('Calico', 'Canal') ? objects.map((object) => calicoPolicy(kind, object, passing)) : [];
}

/** One that allows everything may stand before the others: then nothing is said to be denied. */
function denialAmong(
  policies: readonly OtherPolicy[],
  namespace: NamespaceLabels,
  direction: Direction,
): OtherDenial | undefined {
  const covering = policies.filter((each) => each.directions.includes(direction) && each.covers(namespace) !== false);
  if (covering.some((each) => each.outcome(direction) === 'allowed')) return undefined;
  const found = covering.find((each) => each.covers(namespace) === true && each.outcome(direction) === 'denied');
  if (found === undefined) return undefined;
  const flow = direction === 'Ingress' ? 'incoming' : 'outgoing';
  const text = `${nameOf(found)} refuses ${flow} traffic of every pod of ${namespace.name} that nothing allows.`;
  return { evidence: { text, source: found.ref } };
}

/** Calico has kinds of the same name. */
function nameOf({ kind, ref }: OtherPolicy): string {
  return kind.startsWith('networkpolicies.') ? `Calico's ${objectName(ref)}` : objectName(ref);
}

function maybeAmong(
  policies: readonly OtherPolicy[],
  namespace: NamespaceLabels,
  direction: Direction,
): Evidence | undefined {
  const some = policies.filter((each) => each.directions.includes(direction) && each.covers(namespace) !== false);
  if (some.length === 0) return undefined;
  const names = nameSome(some.map(nameOf));
  return { text: `${names} may isolate some of its pods, not all: reach tells what is let through.` };
}

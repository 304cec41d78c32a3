/** Who may connect with a namespace, before a change and after it, and the policies that say so. Pure. */
import {
  type Asked,
  type Connection,
  type ConnectionEnd,
  connectionsBetween,
  directionsOf,
  everyWorkload,
  type Reachability,
  selectsEndpoint,
} from '../../analysis/network-policy/index.ts';
import type { Flow, NetworkDetail, SelectingPolicy } from '../../model/detail.ts';
import type { KindMap } from '../../plugin-api/index.ts';
import { clause, compareText } from '../../text/words.ts';

type Policy = KindMap['NetworkPolicy'];

export interface Sides {
  readonly now: Reachability;
  /** Absent: no change is offered. */
  readonly later?: Reachability;
  readonly policies: readonly Policy[];
  /** As they would be; those of `policies` that stay are the same objects. */
  readonly policiesLater: readonly Policy[];
}

const NAMED_PORTS = 4;
const LAST_PORT = 65_535;
const OUTSIDE = '';

export function networkDetail(namespace: string, sides: Sides): NetworkDetail {
  const { now, later } = sides;
  const before = flowsOf(namespace, now);
  const after = later === undefined ? undefined : flowsOf(namespace, later);
  const keys = [...new Set([...before.keys(), ...(after?.keys() ?? [])])].sort(compareText);
  const { enforcement, gaps, others } = now;
  return {
    kind: 'network',
    namespace,
    workloads: workloadsIn(now, namespace).length,
    policies: policiesOf(namespace, sides),
    flows: keys.flatMap((key) =>
      flowOf(key, before.get(key), after === undefined ? undefined : (after.get(key) ?? [])),
    ),
    ...(enforcement.state === 'enforced' ? {} : { doubt: enforcement.text }),
    unread: [
      ...gaps.map(({ what, coverage }) => `${what}: ${clause(coverage.reason ?? coverage.state)}`),
      ...others.map((name) => `${name}: not judged`),
    ],
  };
}

type Pods = Extract<Asked, { readonly is: 'pods' }>;

function workloadsIn(known: Reachability, namespace: string): readonly Pods[] {
  return everyWorkload(known).filter((each): each is Pods => each.is === 'pods' && each.end.namespace === namespace);
}

/** By direction and neighbour. */
function flowsOf(namespace: string, known: Reachability): ReadonlyMap<string, readonly Connection[]> {
  const own = workloadsIn(known, namespace);
  const all = [...everyWorkload(known), { is: 'external' } as const];
  const into = connectionsBetween(known, { from: all, to: own }).map(
    (each) => [`in ${spaceOf(each.from)}`, each] as const,
  );
  const out = connectionsBetween(known, { from: own, to: all }).map(
    (each) => [`out ${spaceOf(each.to)}`, each] as const,
  );
  const found = new Map<string, Connection[]>();
  for (const [key, each] of [...into, ...out]) found.set(key, [...(found.get(key) ?? []), each]);
  return found;
}

function spaceOf(end: ConnectionEnd): string {
  return 'external' in end ? OUTSIDE : end.namespace;
}

function flowOf(
  key: string,
  before: readonly Connection[] = [],
  after: readonly Connection[] | undefined,
): readonly Flow[] {
  const at = key.indexOf(' ');
  const namespace = key.slice(at + 1);
  const open = before.filter(isOpen);
  const left = after?.filter(isOpen);
  return [
    {
      direction: key.startsWith('in ') ? 'in' : 'out',
      ...(namespace === OUTSIDE ? {} : { namespace }),
      before: open.length,
      ...(left === undefined ? {} : { after: left.length }),
      ports: { before: portsText(open), ...(left === undefined ? {} : { after: portsText(left) }) },
      unknown: (after ?? before).filter(({ unknown }) => unknown !== undefined).length,
    },
  ];
}

function isOpen({ ports }: Connection): boolean {
  return ports.length > 0;
}

/** `TCP 80, TCP 8000-8100`; of several connections each once. */
function portsText(connections: readonly Connection[]): string {
  const texts = [...new Set(connections.map(({ ports }) => ports).flatMap(textsOf))];
  if (texts.includes('all')) return 'all';
  const more = texts.length - NAMED_PORTS;
  return more > 0 ? `${texts.slice(0, NAMED_PORTS).join(', ')} and ${more} more` : texts.join(', ');
}

function textsOf(ports: Connection['ports']): readonly string[] {
  const whole = ports.filter(({ port, endPort }) => port === 1 && endPort === LAST_PORT);
  if (whole.length === 3) return ['all'];
  return ports.map(({ protocol, port, endPort }) => {
    if (port === 1 && endPort === LAST_PORT) return `${protocol} all`;
    return `${protocol} ${port === endPort ? port : `${port}-${endPort}`}`;
  });
}

function policiesOf(namespace: string, { now, policies, policiesLater }: Sides): readonly SelectingPolicy[] {
  const own = workloadsIn(now, namespace);
  const known = new Set(policies);
  return policiesLater
    .filter(({ metadata }) => metadata.namespace === namespace)
    .toSorted((left, right) => compareText(left.metadata.name, right.metadata.name))
    .map((policy) => {
      const selected = own.filter(({ pods }) => pods.some((pod) => selectsEndpoint(policy, pod)));
      const isAll = Object.keys(policy.spec?.podSelector ?? {}).length === 0;
      return {
        name: policy.metadata.name,
        selects: isAll ? 'all' : selected.map(({ end }) => end.name),
        directions: directionsOf(policy),
        ...(known.has(policy) ? {} : { isNew: true }),
      };
    });
}

/** The shortest ways from each subject to all rights or to a node, and the grant whose removal ends most of them. */
import { accountsOf, CLUSTER, NODE, type Place, type Step } from './steps.ts';

export interface EscalationPath {
  readonly target: 'cluster-admin' | 'node';
  /** Without memberships: each is something that somebody does. */
  readonly steps: readonly Step[];
}

export interface Escalations {
  /** The shortest; to all rights before to a node. `undefined`: none is known. */
  from(subject: Place): EscalationPath | undefined;
  readonly subjects: readonly Place[];
  /** The binding whose removal leaves most of `starts` without a path, and how many; `undefined`: none does alone. */
  bestCut(starts: readonly Place[]): { readonly binding: string; readonly cut: number } | undefined;
}

/** `accounts`: of each namespace, by name. Costs the number of steps and of accounts. */
export function escalations(steps: readonly Step[], accounts: ReadonlyMap<string, readonly string[]>): Escalations {
  const edges = [...steps, ...memberships(steps, accounts)];
  const found = search(edges);
  return {
    from: (subject) => pathFrom(subject, found),
    subjects: [...found.keys()],
    bestCut: (starts) => bestCut(starts, edges, found),
  };
}

/** Who is in whom without a grant: accounts in their groups, and each account in those of its namespace. */
function memberships(steps: readonly Step[], accounts: ReadonlyMap<string, readonly string[]>): readonly Step[] {
  const is = (from: Place, to: Place): Step => ({ from, to, text: '' });
  const subjects = new Set(steps.map(({ from }) => from));
  const people = [...subjects].filter((each) => /^(User|Group):/.test(each) && !/^Group:system:/.test(each));
  return [
    ...people.map((each) => is(each, 'Group:system:authenticated')),
    is('Group:system:serviceaccounts', 'Group:system:authenticated'),
    is('Group:system:masters', CLUSTER),
    ...[...accounts].flatMap(([namespace, names]) => [
      is(accountsOf(null), accountsOf(namespace)),
      is(`Group:system:serviceaccounts:${namespace}`, 'Group:system:serviceaccounts'),
      ...names.flatMap((name) => {
        const account = `ServiceAccount:${namespace}/${name}`;
        return [is(accountsOf(namespace), account), is(account, `Group:system:serviceaccounts:${namespace}`)];
      }),
    ]),
  ];
}

interface Reached {
  readonly distance: number;
  readonly target: EscalationPath['target'];
  readonly next?: Step;
}

/** Backwards from the targets: memberships cost nothing, everything else one step. */
function search(edges: readonly Step[]): ReadonlyMap<Place, Reached> {
  const into = Map.groupBy(edges, ({ to }) => to);
  const found = new Map<Place, Reached>();
  for (const target of [CLUSTER, NODE] as const) spread(target as EscalationPath['target'], into, found);
  found.delete(CLUSTER);
  found.delete(NODE);
  return found;
}

function spread(
  target: EscalationPath['target'],
  into: ReadonlyMap<Place, readonly Step[]>,
  found: Map<Place, Reached>,
): void {
  let wave: Place[] = [target];
  if (!found.has(target)) found.set(target, { distance: 0, target });
  for (let distance = 0; wave.length > 0; distance++) {
    const later: [Step, Place][] = [];
    for (let place = wave.pop(); place !== undefined; place = wave.pop())
      for (const step of into.get(place) ?? []) {
        if (found.has(step.from)) continue;
        if (step.via !== undefined) later.push([step, step.from]);
        else {
          found.set(step.from, { distance, target, next: step });
          wave.push(step.from);
        }
      }
    const next: Place[] = [];
    for (const [step, from] of later) {
      if (found.has(from)) continue;
      found.set(from, { distance: distance + 1, target, next: step });
      next.push(from);
    }
    wave = next;
  }
}

function pathFrom(subject: Place, found: ReadonlyMap<Place, Reached>): EscalationPath | undefined {
  const start = found.get(subject);
  if (start === undefined) return undefined;
  const steps: Step[] = [];
  for (let at: Reached | undefined = start; at?.next !== undefined; at = found.get(at.next.to)) steps.push(at.next);
  return { target: start.target, steps: named(steps) };
}

/** Hubs and groups are passed through: a step goes from who acts to whom it becomes. */
function named(steps: readonly Step[]): readonly Step[] {
  const acts = steps.filter(({ via }) => via !== undefined);
  return acts.map((step, index) => {
    const before = steps.slice(0, steps.indexOf(step));
    const from = before.findLast(({ to }) => /^(ServiceAccount|User):/.test(to))?.to ?? steps[0]?.from ?? step.from;
    const after = steps.slice(steps.indexOf(step) + 1).find(({ from: place }) => /^(ServiceAccount|User):/.test(place));
    const isLast = index === acts.length - 1;
    return { ...step, from, to: isLast ? step.to : (after?.from ?? step.to) };
  });
}

const CANDIDATES = 5;

function bestCut(
  starts: readonly Place[],
  edges: readonly Step[],
  found: ReadonlyMap<Place, Reached>,
): { readonly binding: string; readonly cut: number } | undefined {
  const counts = new Map<string, number>();
  const reaching = starts.filter((start) => found.has(start));
  for (const start of reaching)
    for (const key of new Set(pathFrom(start, found)?.steps.flatMap(({ via }) => keyOf(via)) ?? []))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  const candidates = [...counts].sort(([, left], [, right]) => right - left).slice(0, CANDIDATES);
  const cuts = candidates.map(([binding]) => {
    const left = search(edges.filter(({ via }) => !keyOf(via).includes(binding)));
    return { binding, cut: reaching.filter((start) => !left.has(start)).length };
  });
  const [best] = cuts.sort((left, right) => right.cut - left.cut);
  return best === undefined || best.cut === 0 ? undefined : best;
}

function keyOf(via: Step['via']): readonly string[] {
  if (via === undefined) return [];
  const { kind, namespace, name } = via.binding;
  return [`${kind} ${namespace === null ? '' : `${namespace}/`}${name}`];
}

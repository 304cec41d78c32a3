/** The shortest ways from each subject to all rights or to a node, and the grant whose removal ends most of them. */
import { ALL_ACCOUNTS, EVERYBODY, groupsOf, OF_NAMESPACE } from './memberships.ts';
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

/** Asked only where what they are in leads on: most accounts need no look. */
export interface Accounts {
  /** Names of those in a namespace. */
  in(namespace: string): readonly string[];
  /** Those that have any. */
  namespaces(): readonly string[];
}

/** Steps that take several grants, of all that are left. */
export type Joined = (isLeft: (via: Via) => boolean) => readonly Step[];
type Via = NonNullable<Step['via']>;

/** Costs the number of steps, and of accounts in groups that lead on. */
export function escalations(steps: readonly Step[], accounts: Accounts, joined: Joined = () => []): Escalations {
  const all = [...steps, ...joined(() => true)];
  const members = membersBy(all, accounts);
  const found = search(all, members);
  /** Other grants may take the place of one that is gone. */
  const without = (binding: string) => {
    const isLeft = (via: Via) => keyOf(via) !== binding;
    const alone = steps.filter(({ via }) => via === undefined || isLeft(via));
    return search([...alone, ...joined(isLeft)], members);
  };
  return {
    from: (subject) => pathFrom(subject, found),
    subjects: [...found.keys()],
    bestCut: (starts) => bestCut(starts, found, without),
  };
}

type Members = (place: Place) => readonly Step[];

/** Who is in whom without a grant: accounts in their groups, and each account in those of its namespace. */
function membersBy(steps: readonly Step[], accounts: Accounts): Members {
  const subjects = new Set(steps.map(({ from }) => from));
  const people = [...subjects].filter((each) => /^(User|Group):/.test(each) && !/^Group:system:/.test(each));
  return (place) => membersOf(place, people, accounts).map((from): Step => ({ from, to: place, text: '' }));
}

function membersOf(place: Place, people: readonly Place[], accounts: Accounts): readonly Place[] {
  if (place === EVERYBODY) return [...people, ALL_ACCOUNTS];
  if (place === ALL_ACCOUNTS) return accounts.namespaces().map((namespace) => `${OF_NAMESPACE}${namespace}`);
  if (place === CLUSTER) return ['Group:system:masters'];
  if (place.startsWith(OF_NAMESPACE)) {
    const namespace = place.slice(OF_NAMESPACE.length);
    return accounts.in(namespace).map((name) => `ServiceAccount:${namespace}/${name}`);
  }
  const [, namespace] = /^ServiceAccount:([^/]*)\//.exec(place) ?? [];
  if (namespace !== undefined) return [accountsOf(namespace)];
  return place.startsWith('accounts:') && place !== accountsOf(null) ? [accountsOf(null)] : [];
}

interface Reached {
  readonly distance: number;
  readonly target: EscalationPath['target'];
  readonly next?: Step;
}

/** Backwards from the targets: memberships cost nothing, everything else one step. */
function search(steps: readonly Step[], members: Members): ReadonlyMap<Place, Reached> {
  const granted = Map.groupBy(steps, ({ to }) => to);
  const into = (place: Place) => [...(granted.get(place) ?? []), ...members(place)];
  const found = new Map<Place, Reached>();
  for (const target of [CLUSTER, NODE] as const) spread(target as EscalationPath['target'], into, found);
  found.delete(CLUSTER);
  found.delete(NODE);
  return found;
}

function spread(
  target: EscalationPath['target'],
  into: (place: Place) => readonly Step[],
  found: Map<Place, Reached>,
): void {
  let wave: Place[] = [target];
  if (!found.has(target)) found.set(target, { distance: 0, target });
  for (let distance = 0; wave.length > 0; distance++) {
    const later: [Step, Place][] = [];
    for (let place = wave.pop(); place !== undefined; place = wave.pop())
      for (const step of into(place)) {
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
  const start = found.get(subject) ?? throughGroups(subject, found);
  if (start === undefined) return undefined;
  const steps: Step[] = [];
  for (let at: Reached | undefined = start; at?.next !== undefined; at = found.get(at.next.to)) steps.push(at.next);
  return { target: start.target, steps: named(steps) };
}

/** Whoever nobody has listed is in its groups like any other. */
function throughGroups(subject: Place, found: ReadonlyMap<Place, Reached>): Reached | undefined {
  const group = groupsOf(subject).find((each) => found.has(each));
  const reached = group === undefined ? undefined : found.get(group);
  if (group === undefined || reached === undefined) return undefined;
  return { ...reached, next: { from: subject, to: group, text: '' } };
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
  found: ReadonlyMap<Place, Reached>,
  without: (binding: string) => ReadonlyMap<Place, Reached>,
): { readonly binding: string; readonly cut: number } | undefined {
  const counts = new Map<string, number>();
  const reaching = starts.filter((start) => found.has(start));
  for (const start of reaching)
    for (const key of new Set(pathFrom(start, found)?.steps.flatMap(keysOf) ?? []))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  const candidates = [...counts].sort(([, left], [, right]) => right - left).slice(0, CANDIDATES);
  const cuts = candidates.map(([binding]) => {
    const left = without(binding);
    return { binding, cut: reaching.filter((start) => !left.has(start)).length };
  });
  const [best] = cuts.sort((left, right) => right.cut - left.cut);
  return best === undefined || best.cut === 0 ? undefined : best;
}

/** A step goes with any one of its grants. */
function keysOf({ via, also = [] }: Step): readonly string[] {
  return via === undefined ? [] : [via, ...also].map(keyOf);
}

function keyOf({ binding: { kind, namespace, name } }: Via): string {
  return `${kind} ${namespace === null ? '' : `${namespace}/`}${name}`;
}

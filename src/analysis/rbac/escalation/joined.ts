/** Steps that take rights of several grants, to a subject or to groups that it is in: none of the grants gives them alone. */
import { isFullWildcard } from '../administrators.ts';
import { capabilitiesOf, type GivenCapability } from '../capabilities/index.ts';
import type { Through } from '../queries/who-can.ts';
import type { Rule } from '../types.ts';
import { groupsOf } from './memberships.ts';
import {
  APPROVAL,
  approvesLogin,
  type Granted,
  OF_CLUSTER,
  type Place,
  RECIPES,
  type Recipe,
  type Step,
} from './steps.ts';

type Id = GivenCapability['id'];

const ALL: readonly Recipe[] = [...RECIPES, APPROVAL];
const NEEDED: ReadonlySet<Id> = new Set(ALL.flatMap(({ needs }) => needs));

/** The first grant that gives each, by namespace. */
interface Held {
  readonly wide: Map<Id, Through>;
  readonly byNamespace: Map<string, Map<Id, Through>>;
}

/** Costs the number of grants, and of namespaces in which groups hold the other half of what a subject holds everywhere. */
export function joinedSteps(grants: readonly Granted[]): readonly Step[] {
  const held = heldBy(grants);
  return [...held.keys()].flatMap((subject) => ofSubject(subject, held));
}

function heldBy(grants: readonly Granted[]): ReadonlyMap<Place, Held> {
  const held = new Map<Place, Held>();
  for (const { subject, namespace, rules, via } of grants) {
    const own = held.get(subject) ?? { wide: new Map(), byNamespace: new Map() };
    held.set(subject, own);
    const at = namespace === null ? own.wide : (own.byNamespace.get(namespace) ?? new Map<Id, Through>());
    if (namespace !== null) own.byNamespace.set(namespace, at);
    for (const id of idsOf(rules)) if (!at.has(id) && (namespace === null || !OF_CLUSTER.has(id))) at.set(id, via);
  }
  return held;
}

interface Giver {
  readonly via: Through;
  readonly isOwn: boolean;
  readonly isWide: boolean;
}

function ofSubject(subject: Place, held: ReadonlyMap<Place, Held>): readonly Step[] {
  const chain = [subject, ...groupsOf(subject)].flatMap((place) => held.get(place) ?? []);
  const [own] = chain;
  if (own === undefined) return [];
  const others = own.wide.size === 0 ? [] : chain.slice(1).flatMap(({ byNamespace }) => [...byNamespace.keys()]);
  const namespaces = [null, ...new Set([...own.byNamespace.keys(), ...others])];
  return namespaces.flatMap((namespace) =>
    ALL.flatMap((recipe) => {
      const givers = recipe.needs.map((id) => giverOf(id, namespace, chain));
      const found = givers.flatMap((each) => each ?? []);
      return found.length < givers.length || !isNew(found, namespace)
        ? []
        : [stepBy(subject, recipe, namespace, found)];
    }),
  );
}

/** What a group holds by itself, and what is held everywhere, is told there; what one grant gives, by its own steps. */
function isNew(givers: readonly Giver[], namespace: string | null): boolean {
  const isHere = namespace === null || givers.some(({ isWide }) => !isWide);
  return isHere && givers.some(({ isOwn }) => isOwn) && new Set(givers.map(({ via }) => via)).size > 1;
}

function giverOf(id: Id, namespace: string | null, chain: readonly Held[]): Giver | undefined {
  for (const [at, { wide, byNamespace }] of chain.entries()) {
    const here = namespace === null ? undefined : byNamespace.get(namespace)?.get(id);
    const via = here ?? wide.get(id);
    if (via !== undefined) return { via, isOwn: at === 0, isWide: here === undefined };
  }
  return undefined;
}

function stepBy(subject: Place, { makes }: Recipe, namespace: string | null, givers: readonly Giver[]): Step {
  const [via, ...also] = new Set(givers.map((each) => each.via));
  return { from: subject, ...makes(namespace), ...(via === undefined ? {} : { via, also }) };
}

const known = new WeakMap<readonly Rule[], ReadonlySet<Id>>();

/** Whoever holds everything needs nothing else. */
function idsOf(rules: readonly Rule[]): ReadonlySet<Id> {
  const found = known.get(rules) ?? idsIn(rules);
  known.set(rules, found);
  return found;
}

function idsIn(rules: readonly Rule[]): ReadonlySet<Id> {
  if (rules.some(isFullWildcard)) return NEEDED;
  const given = rules.flatMap(capabilitiesOf);
  return new Set(
    given.flatMap(({ id, names }) => (NEEDED.has(id) && (id !== 'csr-approve' || approvesLogin(names)) ? [id] : [])),
  );
}

/** Which capabilities a rule gives: each right of the table that the authorizer would allow by it. */
import { isEmpty } from '../../lists.ts';
import type { Atom, Rule } from '../types.ts';
import { CAPABILITIES, type Capability, type CapabilityId, type Spot } from './table.ts';

export interface GivenCapability {
  readonly id: CapabilityId;
  /** With the resource and its subresource as one, and without names. */
  readonly atoms: readonly Atom[];
  /** Only objects of these names; absent: all. */
  readonly names?: readonly string[];
}

const known = new WeakMap<Rule, readonly GivenCapability[]>();

/** Remembered for each rule: many checks ask, and rules do not change. */
export function capabilitiesOf(rule: Rule): readonly GivenCapability[] {
  const found = known.get(rule) ?? matched(rule);
  known.set(rule, found);
  return found;
}

function matched(rule: Rule): readonly GivenCapability[] {
  if (isEmpty(rule.apiGroups) || isEmpty(rule.resources) || isEmpty(rule.verbs)) return [];
  return namedBy(rule).flatMap(({ id, spots }) => {
    const atoms = spots.flatMap((spot) => atomsAt(rule, spot));
    if (atoms.length === 0) return [];
    const names = isEmpty(rule.resourceNames) ? {} : { names: rule.resourceNames ?? [] };
    return [{ id, atoms, ...names }];
  });
}

const BY_RESOURCE = Map.groupBy(
  CAPABILITIES.flatMap((capability) =>
    capability.spots.flatMap(({ resources }) => resources.map((resource) => ({ resource, capability }))),
  ),
  ({ resource }) => resource,
);

/** Those that may be among what the rule gives: most rules name resources that lead nowhere. */
function namedBy(rule: Rule): readonly Capability[] {
  const resources = rule.resources ?? [];
  if (resources.some((each) => each.includes('*') || each.startsWith('userextras/'))) return CAPABILITIES;
  const found = new Set(resources.flatMap((each) => BY_RESOURCE.get(each) ?? []).map(({ capability }) => capability));
  return found.size === 0 ? NONE : CAPABILITIES.filter((capability) => found.has(capability));
}

const NONE: readonly Capability[] = [];

function atomsAt(rule: Rule, { group, resources, verbs }: Spot): readonly Atom[] {
  if (!hasOrAll(rule.apiGroups, group)) return [];
  const allowed = hasOrAll(rule.verbs, '*') ? verbs : verbs.filter((verb) => rule.verbs?.includes(verb) === true);
  if (allowed.length === 0) return [];
  return resources
    .filter((resource) => coversResource(rule, resource))
    .flatMap((resource) =>
      allowed.filter((verb) => isAsked(rule, resource, verb)).map((verb) => ({ verb, group, resource })),
    );
}

/** Requests to create an object or to delete a collection carry no name: a rule with names never allows them. */
function isAsked({ resourceNames }: Rule, resource: string, verb: string): boolean {
  if (isEmpty(resourceNames)) return true;
  return verb !== 'deletecollection' && (verb !== 'create' || resource.includes('/'));
}

/** User extras are asked for as subresources: `userextras/scopes`. */
function coversResource({ resources }: Rule, resource: string): boolean {
  if (hasOrAll(resources, resource)) return true;
  if (resource === 'userextras') return resources?.some((each) => each.startsWith('userextras/')) === true;
  const slash = resource.indexOf('/');
  return slash >= 0 && resources?.includes(`*${resource.slice(slash)}`) === true;
}

function hasOrAll(list: readonly string[] | null | undefined, wanted: string): boolean {
  return list?.includes('*') === true || list?.includes(wanted) === true;
}

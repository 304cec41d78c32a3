/** A rule taken apart by what it leads to, so that one part can be taken away and the others stay. */
import { BUILT_IN_RESOURCES } from '../built-in.ts';
import { compact } from '../compact.ts';
import { atomsOf } from '../cover.ts';
import { ruleOf } from '../describe.ts';
import type { Atom, Rule } from '../types.ts';
import { hasWildcard } from '../wildcards.ts';
import { capabilitiesOf } from './matching.ts';
import type { CapabilityId } from './table.ts';

export interface SplitRule {
  /** What leads nowhere. */
  readonly rest: readonly Rule[];
  /** The parts that lead further, by the group of capabilities that each is in. */
  readonly parts: ReadonlyMap<string, readonly Rule[]>;
}

/**
 * Everything that the rule allows, each right in one part. `groupOf` puts capabilities together; `undefined`: it stays in
 * the rest. `undefined` for a rule with a wildcard: what it allows has no list.
 */
export function splitRule(rule: Rule, groupOf: (id: CapabilityId) => string | undefined): SplitRule | undefined {
  if (hasWildcard(rule)) return undefined;
  const groups = new Map<string, string>();
  for (const { id, atoms } of capabilitiesOf(rule)) {
    const group = groupOf(id);
    if (group === undefined) continue;
    for (const atom of atoms) if (!groups.has(keyOf(atom))) groups.set(keyOf(atom), group);
  }
  const atoms = atomsOf({ ...rule, resourceNames: [] }).filter((atom) => isMeant(atom, rule));
  const byGroup = Map.groupBy(atoms, (atom) => groups.get(keyOf(atom)));
  const parts = new Map<string, readonly Rule[]>();
  for (const [group, found] of byGroup) if (group !== undefined) parts.set(group, rulesOf(found, rule));
  return { rest: rulesOf(byGroup.get(undefined) ?? [], rule), parts };
}

const SERVED = Map.groupBy(BUILT_IN_RESOURCES, ({ group }) => group);

/**
 * A rule of several groups names each resource in each of them: `deployments` in the core group as well. Kubernetes serves
 * each in one, and what it serves in another group of the rule is not meant in this one.
 */
function isMeant(atom: Atom, { apiGroups }: Rule): boolean {
  if ('path' in atom) return true;
  const [resource] = atom.resource.split('/');
  const isServedIn = (group: string) => SERVED.get(group)?.some((each) => each.resource === resource) === true;
  if (!SERVED.has(atom.group) || isServedIn(atom.group)) return true;
  return !(apiGroups ?? []).some((group) => group !== atom.group && isServedIn(group));
}

function keyOf(atom: Atom): string {
  if ('path' in atom) return `${atom.verb} ${atom.path}`;
  const resource = atom.resource.startsWith('userextras/') ? 'userextras' : atom.resource;
  return `${atom.verb} ${atom.group} ${resource}`;
}

function rulesOf(atoms: readonly Atom[], { resourceNames }: Rule): readonly Rule[] {
  const names = resourceNames === undefined || resourceNames === null ? {} : { resourceNames };
  return compact(atoms.map((atom) => ('path' in atom ? ruleOf(atom) : { ...ruleOf(atom), ...names })));
}

/** Wildcards in rules, and the same rights without them. */

import type { ApiResource } from '../../plugin-api/index.ts';
import { isEmpty } from '../lists.ts';
import { compact } from './compact.ts';
import { coversAtom } from './cover.ts';
import { isEveryPath } from './matching.ts';
import { OWN_NAMESPACE_VERBS, reachInNamespace } from './namespaced.ts';
import type { Atom, Rule } from './types.ts';
import { finalizerAtoms, virtualAtoms } from './virtual.ts';

/** A wildcard that stands for things which may not exist yet: `pods/*` is none, and neither are paths below a path. */
export function hasWildcard({ verbs, apiGroups, resources, nonResourceURLs }: Rule): boolean {
  return (
    [verbs, apiGroups].some((list) => list?.includes('*')) ||
    (nonResourceURLs ?? []).some(isEveryPath) ||
    (resources ?? []).some((resource) => resource === '*' || resource.startsWith('*/'))
  );
}

export interface Expansion {
  /** Explicit rules for everything that is served today and that the rule allows. */
  readonly rules: readonly Rule[];
  /** Named by the rule, not served: whether and how it was used cannot be told. */
  readonly unserved: readonly string[];
  /** Rights that the rule gave only by its stars and that no discovery lists. */
  readonly lost: readonly Atom[];
  /** The same, asked for by one admission plugin that is off by default. */
  readonly lostFinalizers: readonly Atom[];
}

export interface ExpansionOptions {
  /** The rule of a Role: what has no namespace is out of its reach, but for its own Namespace object. */
  readonly isNamespaced: boolean;
}

/** Many roles hold the same rule: for one answer of discovery each is expanded once. */
const expanded = new WeakMap<readonly ApiResource[], Map<string, Expansion>>();

/** `undefined`: what the wildcard stands for cannot be listed (`*` for all paths). */
export function expandWildcards(
  rule: Rule,
  discovery: readonly ApiResource[],
  options: ExpansionOptions,
): Expansion | undefined {
  if (!isEmpty(rule.nonResourceURLs)) return expandPathVerbs(rule);
  const known = expanded.get(discovery) ?? new Map<string, Expansion>();
  expanded.set(discovery, known);
  const key = JSON.stringify([options.isNamespaced, rule.apiGroups, rule.resources, rule.resourceNames, rule.verbs]);
  const found = known.get(key) ?? expandReach(rule, discovery, options);
  known.set(key, found);
  return found;
}

/** A Role loses nothing with what no namespace holds. */
function expandReach(rule: Rule, discovery: readonly ApiResource[], options: ExpansionOptions): Expansion {
  const reach = options.isNamespaced ? reachInNamespace(rule, discovery).granted : [rule];
  const parts = reach.map((part) => expand(part, discovery, options));
  return {
    rules: compact(parts.flatMap(({ rules }) => rules)),
    unserved: [...new Set(parts.flatMap(({ unserved }) => unserved))],
    lost: parts.flatMap(({ lost }) => lost),
    lostFinalizers: parts.flatMap(({ lostFinalizers }) => lostFinalizers),
  };
}

function expand(rule: Rule, discovery: readonly ApiResource[], { isNamespaced }: ExpansionOptions): Expansion {
  const served = servedPlaces(discovery, isNamespaced);
  const places = (rule.apiGroups ?? []).flatMap((group) => placesIn(rule, group, served));
  const named = virtualAtoms(isNamespaced).filter(
    (atom) => (rule.verbs ?? []).includes(atom.verb) && coversAtom(rule, asAsked(rule, atom)),
  );
  const rules = compact([
    ...places.flatMap((place) => ruleAt(place, rule)),
    ...named.map((atom) => ruleOfAtom(atom, rule)),
  ]);
  const isLost = (atom: Atom) => {
    const asked = asAsked(rule, atom);
    return coversAtom(rule, asked) && !rules.some((each) => coversAtom(each, asked));
  };
  return {
    rules,
    unserved: unservedOf(rule, served),
    lost: virtualAtoms(isNamespaced).filter(isLost),
    lostFinalizers: finalizerAtoms(discovery, isNamespaced).filter(isLost),
  };
}

interface ServedPlace {
  readonly group: string;
  /** With its subresource: `pods/exec`. */
  readonly resource: string;
  readonly verbs: readonly string[];
}

function servedPlaces(discovery: readonly ApiResource[], isNamespaced: boolean): readonly ServedPlace[] {
  const byName = new Map<string, { group: string; resource: string; verbs: Set<string> }>();
  const add = (group: string, resource: string, verbs: readonly string[]) => {
    const key = `${group}/${resource}`;
    const found = byName.get(key) ?? { group, resource, verbs: new Set<string>() };
    for (const verb of verbs) found.verbs.add(verb);
    byName.set(key, found);
  };
  for (const { group, resource, namespaced, verbs, subresources } of discovery) {
    const isOwnNamespace = group === '' && resource === 'namespaces';
    if (isNamespaced && !namespaced && !isOwnNamespace) continue;
    const reachable = (all: readonly string[]) =>
      isNamespaced && isOwnNamespace ? all.filter((verb) => OWN_NAMESPACE_VERBS.has(verb)) : all;
    add(group, resource, reachable(verbs));
    for (const { name, verbs: subVerbs } of subresources) add(group, `${resource}/${name}`, reachable(subVerbs));
  }
  return [...byName.values()].map(({ group, resource, verbs }) => ({ group, resource, verbs: [...verbs] }));
}

/** What the rule reaches in a group: by a wildcard what is served, by name also what is not. */
function placesIn(rule: Rule, group: string, served: readonly ServedPlace[]): readonly ServedPlace[] {
  const inGroup = group === '*' ? served : served.filter((place) => place.group === group);
  const verbs = rule.verbs ?? [];
  return (rule.resources ?? []).flatMap((resource) => {
    if (resource === '*') return inGroup.map((place) => allowedAt(place, verbs));
    if (resource.startsWith('*/'))
      return inGroup
        .filter((place) => place.resource.endsWith(resource.slice(1)))
        .map((place) => allowedAt(place, verbs));
    const found = inGroup.filter((place) => place.resource === resource);
    if (verbs.includes('*')) return found.map((place) => allowedAt(place, verbs));
    return group === '*' ? found.map((place) => ({ ...place, verbs })) : [{ group, resource, verbs }];
  });
}

function allowedAt(place: ServedPlace, verbs: readonly string[]): ServedPlace {
  return verbs.includes('*') ? place : { ...place, verbs: place.verbs.filter((verb) => verbs.includes(verb)) };
}

/** Requests to create or to delete a collection carry no name, so that a rule with names never allows them. */
const NAMELESS: ReadonlySet<string> = new Set(['create', 'deletecollection']);

function ruleAt({ group, resource, verbs }: ServedPlace, { resourceNames }: Rule): readonly Rule[] {
  const isNamed = !isEmpty(resourceNames);
  const useful = isNamed && !resource.includes('/') ? verbs.filter((verb) => !NAMELESS.has(verb)) : verbs;
  if (useful.length === 0) return [];
  const names = isNamed ? { resourceNames } : {};
  return [{ apiGroups: [group], resources: [resource], ...names, verbs: useful }];
}

function unservedOf(rule: Rule, served: readonly ServedPlace[]): readonly string[] {
  return (rule.apiGroups ?? []).flatMap((group) =>
    (rule.resources ?? []).flatMap((resource) => {
      if (placesIn({ ...rule, resources: [resource], verbs: ['*'] }, group, served).length > 0) return [];
      // A named place with named verbs stays as it is, served or not.
      const isKept = group !== '*' && !resource.startsWith('*') && !(rule.verbs ?? []).includes('*');
      const isVirtual = virtualAtoms(false).some((atom) => 'resource' in atom && atom.resource === resource);
      if (isKept || isVirtual || resource.endsWith('/*')) return [];
      return [group === '' || group === '*' ? resource : `${resource}.${group}`];
    }),
  );
}

const HTTP_METHODS = ['delete', 'get', 'head', 'options', 'patch', 'post', 'put'];

function expandPathVerbs(rule: Rule): Expansion | undefined {
  if ((rule.nonResourceURLs ?? []).some(isEveryPath)) return undefined;
  const rules = [{ nonResourceURLs: rule.nonResourceURLs ?? [], verbs: HTTP_METHODS }];
  return { rules, unserved: [], lost: [], lostFinalizers: [] };
}

/** The atom as asked for with the first name that the rule allows. */
function asAsked({ resourceNames }: Rule, atom: Atom): Atom {
  const [name] = resourceNames ?? [];
  return name === undefined || 'path' in atom ? atom : { ...atom, name };
}

function ruleOfAtom(atom: Atom, { resourceNames }: Rule): Rule {
  if ('path' in atom) return { nonResourceURLs: [atom.path], verbs: [atom.verb] };
  const names = isEmpty(resourceNames) ? {} : { resourceNames };
  return { apiGroups: [atom.group], resources: [atom.resource], ...names, verbs: [atom.verb] };
}

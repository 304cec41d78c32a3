/** Comparing rights: rules broken into atoms, and which atoms other rules do not give. */

import { isEmpty } from '../lists.ts';
import { coversPath } from './matching.ts';
import type { Atom, Rule } from './types.ts';

export function atomsOf(rule: Rule): readonly Atom[] {
  const names: readonly (string | undefined)[] = isEmpty(rule.resourceNames) ? [undefined] : (rule.resourceNames ?? []);
  const atoms: Atom[] = [];
  for (const verb of rule.verbs ?? []) {
    for (const group of rule.apiGroups ?? [])
      for (const resource of rule.resources ?? [])
        for (const name of names) atoms.push({ verb, group, resource, ...(name === undefined ? {} : { name }) });
    for (const path of rule.nonResourceURLs ?? []) atoms.push({ verb, path });
  }
  return atoms;
}

/** The distinct atoms of `rules` that `by` does not give. */
export function uncovered(rules: readonly Rule[], by: readonly Rule[]): readonly Atom[] {
  const missing = new Map<string, Atom>();
  for (const atom of rules.flatMap(atomsOf)) {
    if (!by.some((rule) => coversAtom(rule, atom))) missing.set(keyOf(atom), atom);
  }
  return [...missing.values()];
}

function keyOf(atom: Atom): string {
  const parts = 'path' in atom ? [atom.verb, atom.path] : [atom.verb, atom.group, atom.resource, atom.name ?? '*'];
  return parts.join('\u0000');
}

export function covers(by: readonly Rule[], rules: readonly Rule[]): boolean {
  return uncovered(rules, by).length === 0;
}

export function coversAtom(rule: Rule, atom: Atom): boolean {
  if (!hasOrAll(rule.verbs, atom.verb)) return false;
  if ('path' in atom) return (rule.nonResourceURLs ?? []).some((url) => coversPath(url, atom.path));
  if (!hasOrAll(rule.apiGroups, atom.group) || !coversResource(rule, atom.resource)) return false;
  if (isEmpty(rule.resourceNames)) return true;
  return atom.name !== undefined && (rule.resourceNames ?? []).includes(atom.name);
}

function coversResource(rule: Rule, resource: string): boolean {
  if (hasOrAll(rule.resources, resource)) return true;
  const slash = resource.indexOf('/');
  return slash >= 0 && (rule.resources ?? []).includes(`*${resource.slice(slash)}`);
}

function hasOrAll(list: readonly string[] | null | undefined, wanted: string): boolean {
  return list?.includes('*') === true || list?.includes(wanted) === true;
}

/** The same rights in fewer rules: equal verbs are grouped. */

import { canonicalJson } from '../../kube/canonical.ts';
import { compareText } from '../../text/words.ts';
import { atomsOf } from './cover.ts';
import type { Rule } from './types.ts';

/** Resources of one group and one set of names, with the verbs allowed on each. */
interface Bucket {
  readonly key: string;
  readonly group?: string;
  readonly names?: readonly string[];
  readonly verbs: Map<string, Set<string>>;
}

/**
 * Rules that give exactly the same atoms: one for each set of verbs within a group (and set of names), groups with the
 * same resources and verbs joined. Sorted, so that equal rights read equally.
 */
export function compact(rules: readonly Rule[]): readonly Rule[] {
  const buckets = new Map<string, Bucket>();
  for (const rule of rules) for (const atom of atomsOf(rule)) addAtom(buckets, atom, rule);
  return joinGroups([...buckets.values()].flatMap(rulesOfBucket));
}

function addAtom(buckets: Map<string, Bucket>, atom: ReturnType<typeof atomsOf>[number], rule: Rule): void {
  const isPath = 'path' in atom;
  const names = isPath || atom.name === undefined ? undefined : [...new Set(rule.resourceNames ?? [])].sort();
  const key = isPath ? 'path' : canonicalJson([atom.group, names ?? null]);
  let bucket = buckets.get(key);
  if (bucket === undefined) {
    bucket = {
      key,
      ...(isPath ? {} : { group: atom.group }),
      ...(names === undefined ? {} : { names }),
      verbs: new Map(),
    };
    buckets.set(key, bucket);
  }
  const place = isPath ? atom.path : atom.resource;
  const verbs = bucket.verbs.get(place);
  if (verbs === undefined) bucket.verbs.set(place, new Set([atom.verb]));
  else verbs.add(atom.verb);
}

function rulesOfBucket({ group, names, verbs }: Bucket): readonly Rule[] {
  const byVerbs = new Map<string, { readonly verbs: readonly string[]; readonly places: string[] }>();
  for (const [place, allowed] of verbs) {
    const sorted = allowed.has('*') ? ['*'] : [...allowed].sort();
    const found = byVerbs.get(sorted.join());
    if (found === undefined) byVerbs.set(sorted.join(), { verbs: sorted, places: [place] });
    else found.places.push(place);
  }
  return [...byVerbs.values()].map(({ verbs: allowed, places }) => {
    if (group === undefined) return { nonResourceURLs: places.sort(), verbs: allowed };
    const resourceNames = names === undefined ? {} : { resourceNames: names };
    return { apiGroups: [group], resources: places.sort(), ...resourceNames, verbs: allowed };
  });
}

function joinGroups(rules: readonly Rule[]): readonly Rule[] {
  const joined = new Map<string, Rule>();
  for (const rule of rules) {
    const key = canonicalJson({ ...rule, apiGroups: rule.apiGroups === undefined ? 0 : 1 });
    const found = joined.get(key);
    if (found === undefined) joined.set(key, rule);
    else joined.set(key, { ...found, apiGroups: [...(found.apiGroups ?? []), ...(rule.apiGroups ?? [])].sort() });
  }
  return [...joined.values()].sort((left, right) => compareText(canonicalJson(left), canonicalJson(right)));
}

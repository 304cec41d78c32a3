/** Rules and atoms as text for people. */
import { listed, shown } from '../../text/words.ts';
import { isEmpty } from '../lists.ts';
import { compact } from './compact.ts';
import { isEveryPath } from './matching.ts';
import type { Atom, Rule } from './types.ts';

/** `get, list on pods, services`; `every verb on every resource in apps`; `get on /metrics`. */
export function describeRule(rule: Rule): string {
  const verbs = (rule.verbs ?? []).includes('*') ? 'every verb' : list(rule.verbs);
  const parts: string[] = [];
  if (!isEmpty(rule.resources)) parts.push(describeResources(rule));
  if (!isEmpty(rule.nonResourceURLs))
    parts.push((rule.nonResourceURLs ?? []).some(isEveryPath) ? 'every path' : list(rule.nonResourceURLs));
  return `${verbs} on ${parts.join(' and ')}`;
}

function describeResources(rule: Rule): string {
  const resources = (rule.resources ?? []).includes('*') ? 'every resource' : list(rule.resources);
  const names = isEmpty(rule.resourceNames) ? '' : ` named ${list(rule.resourceNames)}`;
  return `${resources}${names}${describeGroups(rule.apiGroups ?? [])}`;
}

function describeGroups(groups: readonly string[]): string {
  if (groups.includes('*')) return ' in every API group';
  const named = groups.map((group) => (group === '' ? 'core' : shown(group)));
  return named.length === 1 && named[0] === 'core' ? '' : ` in ${named.join(', ')}`;
}

/** Of a rule that is not whole, all that it says: `verbs get; resources pods`. */
export function describeParts({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: Rule): string {
  const parts = [
    ['verbs', verbs],
    ['API groups', apiGroups],
    ['resources', resources],
    ['names', resourceNames],
    ['paths', nonResourceURLs],
  ] as const;
  const said = parts.flatMap(([name, values]) => (isEmpty(values) ? [] : `${name} ${list(values)}`));
  return said.length === 0 ? 'nothing' : said.join('; ');
}

/** Of lists that many roles share. */
const compacted = new WeakMap<readonly Atom[], readonly Rule[]>();

/** At most `limit` compacted rules, and how many more there are. */
export function describeAtoms(atoms: readonly Atom[], limit = 3): string {
  const rules = compacted.get(atoms) ?? compact(atoms.map(ruleOf));
  compacted.set(atoms, rules);
  const shown = rules.slice(0, limit).map(describeRule).join('; ');
  return rules.length > limit ? `${shown}; and ${rules.length - limit} more` : shown;
}

export function ruleOf(atom: Atom): Rule {
  if ('path' in atom) return { nonResourceURLs: [atom.path], verbs: [atom.verb] };
  const names = atom.name === undefined ? {} : { resourceNames: [atom.name] };
  return { apiGroups: [atom.group], resources: [atom.resource], ...names, verbs: [atom.verb] };
}

function list(values: readonly string[] | null | undefined): string {
  return listed(values ?? []);
}

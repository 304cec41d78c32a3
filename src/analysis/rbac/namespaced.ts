/** What of a rule counts in one namespace: requests for what belongs to no namespace never carry one. */
import { remembered } from '../../kube/remembered.ts';
import type { ApiResource } from '../../plugin-api/index.ts';
import { isEmpty } from '../lists.ts';
import { BUILT_IN_RESOURCES, isBuiltInGroup } from './built-in.ts';
import { compact } from './compact.ts';
import type { Rule } from './types.ts';
import { VIRTUAL } from './virtual.ts';

export interface Reach {
  /** What it grants there: the rule itself where that is all of it. */
  readonly granted: readonly Rule[];
  /** What it names in vain. */
  readonly idle: readonly Rule[];
}

/**
 * Of the rule of a Role, or of a ClusterRole that a RoleBinding gives. A resource counts where nobody told whether it belongs
 * to a namespace, and so does a verb that only some program asks for. `discovery` absent: no API server was asked.
 */
export function reachInNamespace(rule: Rule, discovery: readonly ApiResource[] = NOT_ASKED): Reach {
  return reachBy(discovery)(rule);
}

const NOT_ASKED: readonly ApiResource[] = [];
const reachBy = remembered((discovery: readonly ApiResource[]) => remembered((rule: Rule) => reach(rule, discovery)));

function reach(rule: Rule, discovery: readonly ApiResource[]): Reach {
  if (!isEmpty(rule.nonResourceURLs)) return { granted: [], idle: [rule] };
  const parts = (rule.resources ?? []).map((resource) => reachOf(rule, resource, discovery));
  const idle = compact(parts.flatMap((part) => part.idle));
  return idle.length === 0
    ? { granted: [rule], idle }
    : { granted: compact(parts.flatMap((part) => part.granted)), idle };
}

export function rulesInNamespace(rules: readonly Rule[], discovery?: readonly ApiResource[]): readonly Rule[] {
  return rules.flatMap((rule) => reachInNamespace(rule, discovery).granted);
}

/** Requests for a Namespace object count as made in that namespace; listing and creating them do not. */
export const OWN_NAMESPACE_VERBS: ReadonlySet<string> = new Set(['delete', 'get', 'patch', 'update', 'watch']);
const OWN_NAMESPACE: ReadonlySet<string> = new Set(['namespaces', 'namespaces/finalize', 'namespaces/status']);
const API_VERBS: ReadonlySet<string> = new Set([
  ...['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
]);

function reachOf(rule: Rule, resource: string, discovery: readonly ApiResource[]): Reach {
  const whole = { ...rule, resources: [resource] };
  const scopes = (rule.apiGroups ?? []).map((group) => ({ group, scope: scopeIn(group, resource, discovery) }));
  const outside = scopes.filter(({ scope }) => scope === 'cluster').map(({ group }) => group);
  if (outside.length === 0 || scopes.some(({ scope }) => scope === 'namespace' || scope === 'unknown'))
    return { granted: [whole], idle: [] };
  const part = { ...whole, apiGroups: outside };
  const useful = (rule.verbs ?? []).flatMap((verb) => usefulVerbs(verb, outside, resource));
  const useless = (rule.verbs ?? []).filter((verb) => usefulVerbs(verb, outside, resource).length === 0);
  const withVerbs = (verbs: readonly string[]) => (verbs.length === 0 ? [] : [{ ...part, verbs }]);
  return { granted: withVerbs(useful), idle: withVerbs(useless) };
}

/** Of a verb on a resource without a namespace, what a request in a namespace may still ask for. */
function usefulVerbs(verb: string, groups: readonly string[], resource: string): readonly string[] {
  const rights = VIRTUAL.filter((row) => groups.includes(row.group) && names(resource, row.resources));
  const asked = rights.filter(({ isNamespaced }) => isNamespaced).flatMap(({ verbs }) => verbs);
  const own = groups.includes('') && OWN_NAMESPACE.has(resource) ? [...OWN_NAMESPACE_VERBS] : [];
  const useful = [...own, ...asked];
  if (verb === '*') return useful.length === 0 ? [] : [verb];
  const isKnown = API_VERBS.has(verb) || rights.some(({ verbs }) => verbs.includes(verb));
  return !isKnown || useful.includes(verb) ? [verb] : [];
}

function names(resource: string, resources: readonly string[]): boolean {
  return resource === '*' || resources.includes(resource);
}

/** `unserved`: of a group of Kubernetes that has no such resource. */
type Scope = 'cluster' | 'namespace' | 'unserved' | 'unknown';

/** Served beside Kubernetes in nearly every cluster. */
const METRICS = [
  { group: 'metrics.k8s.io', resource: 'nodes', namespaced: false },
  { group: 'metrics.k8s.io', resource: 'pods', namespaced: true },
];
/** There a namespace may be the object that a metric is about: discovery does not tell how it is asked for. */
const MIXED: ReadonlySet<string> = new Set(['custom.metrics.k8s.io', 'external.metrics.k8s.io']);

const scopesBy = remembered((_discovery: readonly ApiResource[]) => new Map<string, Scope>());

/** Nearly all rules name the same few resources. */
function scopeIn(group: string, resource: string, discovery: readonly ApiResource[]): Scope {
  const scopes = scopesBy(discovery);
  const key = `${group}/${resource}`;
  const scope = scopes.get(key) ?? scopeOf(group, resource, discovery);
  scopes.set(key, scope);
  return scope;
}

function scopeOf(group: string, resource: string, discovery: readonly ApiResource[]): Scope {
  if (MIXED.has(group) || resource.startsWith('*/')) return 'unknown';
  // What is installed later may belong to a namespace: only of Kubernetes' own groups all resources are known.
  if (resource === '*' ? !isBuiltInGroup(group) : group === '*' && discovery.length === 0) return 'unknown';
  const [base = ''] = resource.split('/');
  const isNamed = (row: { readonly group: string; readonly resource: string }) =>
    (group === '*' || row.group === group) && (base === '*' || row.resource === base);
  const served = discovery.filter(isNamed);
  const found = served.length > 0 ? served : knownOnes(isNamed);
  if (found.length === 0) return isBuiltInGroup(group) ? 'unserved' : 'unknown';
  return found.some(({ namespaced }) => namespaced) ? 'namespace' : 'cluster';
}

interface Known {
  readonly group: string;
  readonly resource: string;
  readonly namespaced: boolean;
}

const ASKED_ONLY: readonly Known[] = VIRTUAL.flatMap(({ group, resources, isNamespaced }) =>
  resources.map((resource) => ({ group, resource, namespaced: isNamespaced })),
);

/** What is served comes before what only authorizers are asked for: `bind` on a ClusterRole does not give it a namespace. */
function knownOnes(isNamed: (row: Known) => boolean): readonly Known[] {
  const served = [...BUILT_IN_RESOURCES, ...METRICS].filter(isNamed);
  return served.length > 0 ? served : ASKED_ONLY.filter(isNamed);
}

/** Rights that are in use without a request of their own: no event of an audit log shows them. */
import type { Rule } from '../rbac/index.ts';

/** Verbs of requests; any other one is asked for on the way of another request, or by some program. */
const REQUESTED: ReadonlySet<string> = new Set([
  ...['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch', 'impersonate', '*'],
]);

/** Asked of the API server by kubelets, and of the controller manager for nodes that join. */
const ASKED_BY_OTHERS: ReadonlySet<string> = new Set([
  ...['checkpoint', 'configz', 'healthz', 'log', 'metrics', 'pods', 'proxy', 'spec', 'stats', 'statusz'].map(
    (name) => `nodes/${name}`,
  ),
  'certificatesigningrequests/nodeclient',
  'certificatesigningrequests/selfnodeclient',
  'resourceclaims/binding',
  'resourceclaims/driver',
]);

/** Admission may ask for them whenever an object names an owner. */
const FINALIZERS = /\/finalizers$/;

export function isUnseenVerb(verb: string): boolean {
  return !REQUESTED.has(verb);
}

export function isUnseenResource(resource: string): boolean {
  return ASKED_BY_OTHERS.has(resource) || FINALIZERS.test(resource);
}

/** What of a rule names such rights in so many words: whoever wrote it meant them. */
export function unseenPart(rule: Rule): readonly Rule[] {
  const { verbs = [], resources = [] } = rule;
  const named = resources.filter(isUnseenResource);
  const asked = verbs.filter(isUnseenVerb);
  return [
    ...(named.length === 0 ? [] : [{ ...rule, resources: named }]),
    ...(asked.length === 0 || named.length === resources.length
      ? []
      : [{ ...rule, verbs: asked, resources: resources.filter((resource) => !isUnseenResource(resource)) }]),
  ];
}

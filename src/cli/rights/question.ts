/** VERB RESOURCE[.GROUP][/NAME] as a question for the authorizer. */
import { BUILT_IN_RESOURCES, type Question, type RightsPicture } from '../../analysis/rbac/index.ts';
import type { ApiResource } from '../../plugin-api/index.ts';
import { listed } from '../../text/words.ts';
import { CliError, EXIT } from '../exit.ts';

export interface Asked {
  readonly question: Question;
  /** What it names has no namespace. */
  readonly isClusterScoped: boolean;
  /** What may have been meant in another way. */
  readonly hint?: string;
}

/** Throws on what no API has, unless its group is named. */
export function questionOf(
  verb: string,
  target: string,
  subresource: string | undefined,
  { served }: Pick<RightsPicture, 'served'>,
): Asked {
  if (target.startsWith('/')) return { question: { verb, path: target }, isClusterScoped: true };
  const slash = target.indexOf('/');
  const [written, name] = slash < 0 ? [target, ''] : [target.slice(0, slash), target.slice(slash + 1)];
  const resources = [...(served ?? []), ...BUILT_IN_RESOURCES];
  const found = find(written, resources);
  const question: Question = {
    verb,
    group: found.group,
    resource: found.resource,
    ...(name === '' ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource }),
  };
  const isSubresource = found.subresources.some((each) => each.name === name) && subresource === undefined;
  const hint = `${name} is taken for the name of an object. The subresource: --subresource ${name}`;
  // A ClusterRole is bound in a namespace, and asked about there.
  const isClusterScoped = !found.namespaced && verb !== 'bind';
  return { question, isClusterScoped, ...(isSubresource ? { hint } : {}) };
}

type Found = Pick<ApiResource, 'group' | 'resource' | 'namespaced' | 'subresources'>;

/** What is asked about although no API serves it. */
const VIRTUAL: readonly Found[] = [
  ['', 'users'],
  ['', 'groups'],
  ['authentication.k8s.io', 'uids'],
  ['authentication.k8s.io', 'userextras'],
  ['certificates.k8s.io', 'signers'],
].map(([group = '', resource = '']) => ({ group, resource, namespaced: false, subresources: [] }));

/** By plural, kind or short name of kubectl, with or without its group; of several groups that which comes first. */
function find(written: string, resources: readonly ApiResource[]): Found {
  if (written === '*') return { group: '*', resource: '*', namespaced: true, subresources: [] };
  const dot = written.indexOf('.');
  const [word, group] = dot < 0 ? [written, undefined] : [written.slice(0, dot), written.slice(dot + 1)];
  const resource = SHORT[word.toLowerCase()] ?? word.toLowerCase();
  const known = [...resources, ...VIRTUAL].find(
    (each) => (group === undefined || each.group === group) && namesOf(each).includes(resource),
  );
  if (known !== undefined) return known;
  if (group !== undefined) return { group, resource, namespaced: true, subresources: [] };
  const near = resources.filter((each) => each.resource.startsWith(resource.slice(0, 3))).map((each) => each.resource);
  const hint = near.length === 0 ? '' : ` Near: ${listed([...new Set(near)].slice(0, 5))}.`;
  throw new CliError(EXIT.usage, `no API has the resource ${written}`, `Name its group: ${written}.GROUP.${hint}`);
}

function namesOf(each: Found & { readonly kind?: string }): readonly string[] {
  const kind = each.kind?.toLowerCase() ?? '';
  const singular = each.resource
    .replace(/ies$/, 'y')
    .replace(/(ss|x)es$/, '$1')
    .replace(/([^s])s$/, '$1');
  return [each.resource, singular, ...(kind === '' ? [] : [kind])];
}

/** As kubectl abbreviates what Kubernetes serves. */
const SHORT: Readonly<Record<string, string>> = {
  cm: 'configmaps',
  cj: 'cronjobs',
  crd: 'customresourcedefinitions',
  crds: 'customresourcedefinitions',
  csr: 'certificatesigningrequests',
  deploy: 'deployments',
  ds: 'daemonsets',
  ep: 'endpoints',
  ev: 'events',
  hpa: 'horizontalpodautoscalers',
  ing: 'ingresses',
  netpol: 'networkpolicies',
  no: 'nodes',
  ns: 'namespaces',
  pdb: 'poddisruptionbudgets',
  po: 'pods',
  pv: 'persistentvolumes',
  pvc: 'persistentvolumeclaims',
  quota: 'resourcequotas',
  rc: 'replicationcontrollers',
  rs: 'replicasets',
  sa: 'serviceaccounts',
  sc: 'storageclasses',
  sts: 'statefulsets',
  svc: 'services',
};

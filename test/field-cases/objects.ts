/** The few words of a case as the objects of a cluster. */
type Json = Readonly<Record<string, unknown>>;

/** Words for what most cases are about. */
export interface Short {
  /** Spec of the pods of Deployment shop/case. */
  readonly pod?: Json;
  readonly podLabels?: Json;
  readonly annotations?: Json;
  /** Of ServiceAccount shop/case, as which the pods then run. */
  readonly account?: { readonly annotations?: Json; readonly automountServiceAccountToken?: boolean };
  /** Of Namespace shop. */
  readonly labels?: Json;
  /** Of a role that is bound to `to`: in namespace `in`, or in the whole cluster. */
  readonly rules?: readonly Json[];
  readonly to?: Json;
  readonly in?: string;
  /** Of ConfigMap shop/case. */
  readonly data?: Json;
}

export function objectsOf(given: Short): readonly Json[] {
  return [...podsOf(given), ...rightsOf(given), ...othersOf(given)];
}

function podsOf({ pod, podLabels = {}, annotations = {}, account }: Short): readonly Json[] {
  if (pod === undefined) return [];
  const spec = account === undefined ? pod : { serviceAccountName: 'case', ...pod };
  const template = { metadata: { labels: { app: 'case', ...podLabels }, annotations }, spec };
  const metadata = { name: 'case', namespace: 'shop' };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { ...metadata, uid: 'case-1' },
    spec: { selector: { matchLabels: { app: 'case' } }, template },
  };
  if (account === undefined) return [deployment];
  const { annotations: told = {}, ...rest } = account;
  return [
    deployment,
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...metadata, annotations: told }, ...rest },
  ];
}

const TEAM = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'team' };

function rightsOf({ rules, to = TEAM, in: namespace }: Short): readonly Json[] {
  if (rules === undefined) return [];
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const metadata = { name: 'case', ...(namespace === undefined ? {} : { namespace }) };
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind, name: 'case' };
  return [
    { apiVersion, kind, metadata, rules },
    { apiVersion, kind: `${kind}Binding`, metadata, roleRef, subjects: [to] },
  ];
}

function othersOf({ labels, data }: Short): readonly Json[] {
  return [
    ...(labels === undefined ? [] : [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } }]),
    ...(data === undefined
      ? []
      : [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'case', namespace: 'shop' }, data }]),
  ];
}

/** The few words of a case as the objects of a cluster. */
import type { KubeObject } from '../../src/plugin-api/index.ts';
import type { Fixture } from '../support/fixture-runner/load.ts';

type Json = Readonly<Record<string, unknown>>;

export interface FieldCase {
  readonly name: string;
  /** Who publishes it. */
  readonly from: string;
  readonly check: string;
  readonly is: 'fail' | 'pass';
  readonly severity?: string;
  /** They decide it otherwise: the id of the difference that says why. */
  readonly otherwise?: string;
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
  readonly objects?: readonly Json[];
  /** Version of the API server. */
  readonly server?: string;
}

const SERVER = 'v1.36.3';

export function fixtureOf(given: FieldCase): Fixture {
  const gitVersion = given.server ?? SERVER;
  const minor = Number(gitVersion.split('.')[1]);
  const objects = [...podsOf(given), ...rightsOf(given), ...othersOf(given)];
  return {
    objects: objects as unknown as readonly KubeObject[],
    coverage: [],
    evidence: { ServerVersion: { coverage: { state: 'full' }, value: { gitVersion, major: 1, minor } } },
    sourceType: 'live',
  };
}

function podsOf({ pod, podLabels = {}, annotations = {}, account }: FieldCase): readonly Json[] {
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

function rightsOf({ rules, to = TEAM, in: namespace }: FieldCase): readonly Json[] {
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

function othersOf({ labels, data, objects = [] }: FieldCase): readonly Json[] {
  return [
    ...(labels === undefined ? [] : [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } }]),
    ...(data === undefined
      ? []
      : [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'case', namespace: 'shop' }, data }]),
    ...objects,
  ];
}

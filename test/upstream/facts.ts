/** What a control plane tells about the Kubernetes that it is: asked of a running one, which is not changed. */
import { KINDS } from '../../src/kube/kinds.generated.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';
import type { Api } from '../cluster/api.ts';
import { type PolicyFacts, policyFacts } from '../cluster/pod-security.ts';

export interface Served {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly kind: string;
}
export interface Gate {
  readonly name: string;
  /** Empty: generally available. */
  readonly stage: '' | 'BETA' | 'ALPHA' | 'DEPRECATED';
  readonly isOn: boolean;
}
export interface Upstream {
  /** `v1.37.2` */
  readonly release: string;
  readonly policy: PolicyFacts;
  readonly served: readonly Served[];
  /** Made by the API server itself. */
  readonly roles: readonly KubeObject[];
  readonly bindings: readonly KubeObject[];
  readonly gates: readonly Gate[];
  /** Members of the structures of the API by their name with its version: `v1.PodSpec`. */
  readonly members: ReadonlyMap<string, readonly string[]>;
}

export async function askUpstream(api: Api): Promise<Upstream> {
  const version = (await api.json('GET', '/version')) as { readonly gitVersion: string };
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const kinds = ['clusterroles', 'roles', 'clusterrolebindings', 'rolebindings'] as const;
  const [clusterRoles = [], roles = [], clusterBindings = [], bindings = []] = await Promise.all(
    kinds.map((resource) => bootstrapped(api, `${rbac}/${resource}`)),
  );
  return {
    release: version.gitVersion,
    policy: await policyFacts(),
    served: await ownKinds(api),
    roles: [...clusterRoles, ...roles],
    bindings: [...clusterBindings, ...bindings],
    gates: gatesIn((await api.raw('GET', '/metrics')).text),
    members: await membersOf(api),
  };
}

/** Without custom resources: those are of whoever defined them. */
async function ownKinds(api: Api): Promise<readonly Served[]> {
  const served = [...(await discovered(api, '/api')), ...(await discovered(api, '/apis'))];
  const definitions = (await api.json('GET', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions')) as {
    readonly items: readonly { readonly spec: { readonly group: string } }[];
  };
  const groups = new Set(definitions.items.map(({ spec }) => spec.group));
  return served.filter(({ group }) => !groups.has(group));
}

async function bootstrapped(api: Api, path: string): Promise<readonly KubeObject[]> {
  const query = new URLSearchParams({ labelSelector: 'kubernetes.io/bootstrapping=rbac-defaults' });
  const { kind, items } = (await api.json('GET', `${path}?${query}`)) as {
    readonly kind: string;
    readonly items: readonly KubeObject[];
  };
  return items.map((item) => ({
    ...item,
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: kind.replace(/List$/, ''),
  }));
}

interface Discovered {
  readonly items: readonly {
    readonly metadata: { readonly name?: string };
    readonly versions: readonly {
      readonly version: string;
      readonly resources?: readonly { readonly resource: string; readonly responseKind: { readonly kind: string } }[];
    }[];
  }[];
}

async function discovered(api: Api, path: string): Promise<readonly Served[]> {
  const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
  const { items } = (await api.json('GET', path, undefined, { accept })) as Discovered;
  return items.flatMap(({ metadata, versions }) =>
    versions.flatMap(({ version, resources = [] }) =>
      resources.map(({ resource, responseKind }) => ({
        group: metadata.name ?? '',
        version,
        resource,
        kind: responseKind.kind,
      })),
    ),
  );
}

const GATE = /^kubernetes_feature_enabled\{name="([^"]+)",stage="([^"]*)"\} ([01])$/gm;

function gatesIn(metrics: string): readonly Gate[] {
  return [...metrics.matchAll(GATE)].map(([, name = '', stage = '', value]) => ({
    name,
    stage: stage as Gate['stage'],
    isOn: value === '1',
  }));
}

interface OpenApi {
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: object }>> };
}

async function membersOf(api: Api): Promise<ReadonlyMap<string, readonly string[]>> {
  const versions = new Set(
    Object.values(KINDS).map(({ group, version }) => (group === '' ? `api/${version}` : `apis/${group}/${version}`)),
  );
  const documents = await Promise.all([...versions].map((path) => api.json('GET', `/openapi/v3/${path}`)));
  const schemas = documents.flatMap((document) => Object.entries((document as OpenApi).components.schemas));
  return new Map(
    schemas
      .filter(([name]) => name.startsWith('io.k8s.'))
      .map(([name, { properties = {} }]) => [name.split('.').slice(-2).join('.'), Object.keys(properties)]),
  );
}

/** Custom resources that the cluster serves: the names of their makers, any content. */
import { type Manifest, object } from './make.ts';

type Served = readonly [group: string, version: string, kind: string, plural: string, scope?: 'Cluster' | 'Namespaced'];

const SERVED: readonly Served[] = [
  ['postgresql.cnpg.io', 'v1', 'Cluster', 'clusters'],
  ['rabbitmq.com', 'v1beta1', 'RabbitmqCluster', 'rabbitmqclusters'],
  ['elasticsearch.k8s.elastic.co', 'v1', 'Elasticsearch', 'elasticsearches'],
  ['argoproj.io', 'v1alpha1', 'Application', 'applications'],
  ['kustomize.toolkit.fluxcd.io', 'v1', 'Kustomization', 'kustomizations'],
  ['external-secrets.io', 'v1', 'ExternalSecret', 'externalsecrets'],
  ['external-secrets.io', 'v1', 'ClusterSecretStore', 'clustersecretstores', 'Cluster'],
  ['kyverno.io', 'v1', 'ClusterPolicy', 'clusterpolicies', 'Cluster'],
  ['security.istio.io', 'v1', 'PeerAuthentication', 'peerauthentications'],
  ['cert-manager.io', 'v1', 'ClusterIssuer', 'clusterissuers', 'Cluster'],
  ['monitoring.coreos.com', 'v1', 'PrometheusRule', 'prometheusrules'],
  ['velero.io', 'v1', 'Schedule', 'schedules'],
];

function definition([group, version, kind, plural, scope = 'Namespaced']: Served): Manifest {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  return object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', '', `${plural}.${group}`, {
    spec: {
      group,
      scope,
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: [{ name: version, served: true, storage: true, schema }],
    },
  });
}

export const DEFINITIONS: readonly Manifest[] = SERVED.map(definition);

/** `clusters.postgresql.cnpg.io`, by what an object says of itself; undefined: a kind of Kubernetes. */
export function resourceOf({ apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>): string | undefined {
  const found = SERVED.find((each) => `${each[0]}/${each[1]}` === apiVersion && each[2] === kind);
  return found === undefined ? undefined : `${found[3]}.${found[0]}`;
}

export function isServed(resource: string): boolean {
  return SERVED.some(([group, , , plural]) => `${plural}.${group}` === resource);
}

const mesh = object('security.istio.io/v1', 'PeerAuthentication', 'istio-system', 'default', {
  spec: { mtls: { mode: 'PERMISSIVE' } },
});
const store = object('external-secrets.io/v1', 'ClusterSecretStore', '', 'aws', {
  spec: { provider: { aws: { service: 'SecretsManager', region: 'eu-west-1' } } },
});
const policy = object('kyverno.io/v1', 'ClusterPolicy', '', 'require-team', {
  spec: {
    validationFailureAction: 'Audit',
    background: true,
    rules: [
      {
        name: 'team',
        match: { any: [{ resources: { kinds: ['Namespace'] } }] },
        validate: { message: 'A namespace names its team.', pattern: { metadata: { labels: { team: '?*' } } } },
      },
    ],
  },
});

export const CUSTOM: readonly Manifest[] = [mesh, store, policy];

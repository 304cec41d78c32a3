/** Databases and queues that operators run for their custom resources. */
import { account, claim, levels, type Manifest, namespace, object, secret, service, withOwner } from '../make.ts';
import { grantedIn } from '../rights.ts';
import { barePod, CONFINED, NON_ROOT, workload } from '../workload.ts';

const LEVEL = levels('baseline', 'enforce');

/** A volume of each of its pods, claimed by the operator. */
function postgres(at: string, name: string, instances: number): readonly Manifest[] {
  const cluster = object('postgresql.cnpg.io/v1', 'Cluster', at, name, {
    spec: { instances, imageName: 'ghcr.io/cloudnative-pg/postgresql:17.6', storage: { size: '50Gi' } },
  });
  const made = Array.from({ length: instances }, (_, at0) => at0 + 1).flatMap((number) => [
    withOwner(cluster, claim(at, `${name}-${number}`, '50Gi')),
    withOwner(
      cluster,
      barePod(
        at,
        `${name}-${number}`,
        {
          name: 'postgres',
          image: `ghcr.io/cloudnative-pg/postgresql:17.6`,
          port: 5432,
          command: ['/controller/manager', 'instance', 'run'],
          security: { ...CONFINED, privileged: false, runAsNonRoot: true },
          mounts: {
            '/var/lib/postgresql/data': `claim:${name}-${number}`,
            '/controller': 'emptyDir',
            '/run': 'emptyDir',
          },
        },
        {
          account: name,
          security: { ...NON_ROOT, runAsUser: 26, runAsGroup: 26, fsGroup: 26 },
          podLabels: { 'cnpg.io/cluster': name },
        },
      ),
    ),
  ]);
  const parts = [
    account(at, name),
    ...grantedIn(
      at,
      name,
      `${at}/${name}`,
      'get,list,watch: configmaps,secrets',
      'get,list,watch: clusters.postgresql.cnpg.io',
      'update,patch: clusters/status.postgresql.cnpg.io',
      'create,patch: events',
    ),
    secret(at, `${name}-app`, ['username', 'password', 'uri'], 'kubernetes.io/basic-auth'),
    service(at, `${name}-rw`, 5432, { app: `${name}-1` }),
  ].map((each) => withOwner(cluster, each));
  return [cluster, ...parts, ...made];
}

function rabbit(at: string, name: string): readonly Manifest[] {
  const cluster = object('rabbitmq.com/v1beta1', 'RabbitmqCluster', at, name, { spec: { replicas: 3 } });
  const server = workload(
    at,
    `${name}-server`,
    {
      name: 'rabbitmq',
      image: 'docker.io/library/rabbitmq:4.1.4-management',
      port: 5672,
      security: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      mounts: { '/var/lib/rabbitmq/mnesia': 'emptyDir', '/etc/rabbitmq/conf.d': `config:${name}-server-conf` },
    },
    {
      kind: 'StatefulSet',
      replicas: 3,
      account: `${name}-server`,
      security: { fsGroup: 0, runAsUser: 999, runAsNonRoot: true },
    },
  );
  const parts = [
    account(at, `${name}-server`),
    ...grantedIn(at, `${name}-peer-discovery`, `${at}/${name}-server`, 'get: endpoints', 'create: events'),
    secret(at, `${name}-default-user`, ['username', 'password']),
    service(at, name, 5672, { app: `${name}-server` }),
    server,
  ];
  return [cluster, ...parts.map((each) => withOwner(cluster, each))];
}

function elastic(at: string, name: string, sets: readonly string[]): readonly Manifest[] {
  const cluster = object('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch', at, name, {
    spec: { version: '9.2.1', nodeSets: sets.map((set) => ({ name: set, count: 3 })) },
  });
  const made = sets.flatMap((set) => [
    workload(
      at,
      `${name}-es-${set}`,
      {
        name: 'elasticsearch',
        image: 'docker.elastic.co/elasticsearch/elasticsearch:9.2.1',
        port: 9200,
        security: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false },
        mounts: { '/usr/share/elasticsearch/data': 'emptyDir' },
      },
      { kind: 'StatefulSet', replicas: 3, security: { fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } } },
    ),
    service(at, `${name}-es-${set}`, 9200),
  ]);
  return [
    cluster,
    ...[secret(at, `${name}-es-elastic-user`, ['elastic']), ...made].map((each) => withOwner(cluster, each)),
  ];
}

/** 3 + 3 + 3 pods of CloudNativePG; a queue; two sets of Elasticsearch with what reads them. */
export const DATA: readonly Manifest[] = [
  namespace('data-orders', { ...LEVEL, team: 'data' }),
  ...postgres('data-orders', 'orders', 3),
  namespace('data-customers', { ...LEVEL, team: 'data' }),
  ...postgres('data-customers', 'customers', 3),
  ...postgres('data-customers', 'consents', 2),
  namespace('data-events', { ...LEVEL, team: 'data' }),
  ...rabbit('data-events', 'events'),
  ...rabbit('data-events', 'commands'),
  namespace('data-search', { ...LEVEL, team: 'data' }),
  ...elastic('data-search', 'products', ['masters', 'hot', 'warm']),
  ...elastic('data-search', 'logs', ['masters', 'data']),
];

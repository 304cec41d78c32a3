/** The shape of each kind that checks read. */
import type { Kind } from '../../../plugin-api/index.ts';
import type { Shape } from './shape.ts';
import { META, POD_SPEC, TEMPLATE } from './shapes-pod.ts';

const STRINGS: Shape = { list: 'string' };
const OBJECTS: Shape = { list: 'object' };

const SELECTOR: Shape = {
  members: {
    matchLabels: 'map',
    matchExpressions: {
      list: { required: ['key', 'operator'], members: { key: 'string', operator: 'string', values: STRINGS } },
    },
  },
};

function object(members: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape {
  return { required: ['metadata', ...required], members: { metadata: META, ...members } };
}

function workload(spec: Readonly<Record<string, Shape>>): Shape {
  return object(
    {
      spec: {
        required: ['template'],
        members: { replicas: 'integer', selector: SELECTOR, paused: 'boolean', ...spec, template: TEMPLATE },
      },
    },
    ['spec'],
  );
}

const STRATEGY: Shape = { members: { type: 'string', rollingUpdate: 'object' } };
const JOB_MEMBERS: Readonly<Record<string, Shape>> = {
  suspend: 'boolean',
  parallelism: 'integer',
  completions: 'integer',
  backoffLimit: 'integer',
  ttlSecondsAfterFinished: 'integer',
  selector: SELECTOR,
  template: TEMPLATE,
};
const JOB_SPEC: Shape = { required: ['template'], members: JOB_MEMBERS };

const RULE: Shape = {
  required: ['verbs'],
  members: {
    verbs: STRINGS,
    apiGroups: STRINGS,
    resources: STRINGS,
    resourceNames: STRINGS,
    nonResourceURLs: STRINGS,
  },
};
const BINDING = object(
  {
    roleRef: { required: ['kind', 'name'], members: { apiGroup: 'string', kind: 'string', name: 'string' } },
    subjects: {
      list: {
        required: ['kind', 'name'],
        members: { apiGroup: 'string', kind: 'string', name: 'string', namespace: 'string' },
      },
    },
  },
  ['roleRef'],
);

const PEERS: Shape = {
  list: {
    members: {
      podSelector: SELECTOR,
      namespaceSelector: SELECTOR,
      ipBlock: { required: ['cidr'], members: { cidr: 'string', except: STRINGS } },
    },
  },
};
const POLICY_PORTS: Shape = { list: { members: { protocol: 'string', port: 'port', endPort: 'integer' } } };

const BACKEND: Shape = { members: { service: { required: ['name'], members: { name: 'string' } } } };

export const SHAPES: Readonly<Record<Kind, Shape>> = {
  Namespace: object({ spec: 'object', status: 'object' }),
  Node: object({ spec: { members: { unschedulable: 'boolean', taints: OBJECTS } }, status: 'object' }),
  Pod: object({ spec: POD_SPEC, status: 'object' }, ['spec']),
  ServiceAccount: object({
    automountServiceAccountToken: 'boolean',
    secrets: OBJECTS,
    imagePullSecrets: OBJECTS,
  }),
  Service: object({
    spec: {
      members: {
        type: 'string',
        selector: 'map',
        clusterIP: 'string',
        externalName: 'string',
        externalIPs: STRINGS,
        loadBalancerSourceRanges: STRINGS,
        ports: {
          list: {
            members: {
              name: 'string',
              protocol: 'string',
              port: 'integer',
              nodePort: 'integer',
              targetPort: 'port',
            },
          },
        },
      },
    },
  }),
  ReplicationController: workload({ selector: 'map' }),
  PodTemplate: object({ template: TEMPLATE }, ['template']),
  Deployment: workload({ strategy: STRATEGY }),
  ReplicaSet: workload({}),
  StatefulSet: workload({ serviceName: 'string', updateStrategy: STRATEGY, volumeClaimTemplates: OBJECTS }),
  DaemonSet: workload({ updateStrategy: STRATEGY }),
  Job: object({ spec: JOB_SPEC }, ['spec']),
  CronJob: object(
    {
      spec: {
        required: ['jobTemplate'],
        members: {
          schedule: 'string',
          suspend: 'boolean',
          jobTemplate: { required: ['spec'], members: { metadata: META, spec: JOB_SPEC } },
        },
      },
    },
    ['spec'],
  ),
  NetworkPolicy: object({
    spec: {
      members: {
        podSelector: SELECTOR,
        policyTypes: STRINGS,
        ingress: { list: { members: { from: PEERS, ports: POLICY_PORTS } } },
        egress: { list: { members: { to: PEERS, ports: POLICY_PORTS } } },
      },
    },
  }),
  Ingress: object({
    spec: {
      members: {
        defaultBackend: BACKEND,
        rules: {
          list: {
            members: { host: 'string', http: { members: { paths: { list: { members: { backend: BACKEND } } } } } },
          },
        },
      },
    },
  }),
  Role: object({ rules: { list: RULE } }),
  ClusterRole: object({
    rules: { list: RULE },
    aggregationRule: { members: { clusterRoleSelectors: { list: SELECTOR } } },
  }),
  RoleBinding: BINDING,
  ClusterRoleBinding: BINDING,
  CustomWorkload: object({}),
};

/** The shapes of pod specs and of the objects around them, as far as they are read. */
import type { Shape } from './shape.ts';

const STRINGS: Shape = { list: 'string' };
const OBJECTS: Shape = { list: 'object' };

const OWNER: Shape = {
  members: { apiVersion: 'string', kind: 'string', name: 'string', uid: 'string', controller: 'boolean' },
};
const META_MEMBERS: Readonly<Record<string, Shape>> = {
  name: 'string',
  generateName: 'string',
  namespace: 'string',
  uid: 'string',
  resourceVersion: 'string',
  creationTimestamp: 'string',
  deletionTimestamp: 'string',
  generation: 'integer',
  labels: 'map',
  annotations: 'map',
  finalizers: STRINGS,
  ownerReferences: { list: OWNER },
  managedFields: { list: { members: { manager: 'string', operation: 'string' } } },
};
export const META: Shape = { members: META_MEMBERS };

const PROFILE: Shape = { members: { type: 'string', localhostProfile: 'string' } };
const SE_LINUX: Shape = { members: { user: 'string', role: 'string', type: 'string', level: 'string' } };
const WINDOWS: Shape = {
  members: {
    hostProcess: 'boolean',
    runAsUserName: 'string',
    gmsaCredentialSpec: 'string',
    gmsaCredentialSpecName: 'string',
  },
};
const BOTH_CONTEXTS: Readonly<Record<string, Shape>> = {
  runAsNonRoot: 'boolean',
  runAsUser: 'integer',
  runAsGroup: 'integer',
  seccompProfile: PROFILE,
  appArmorProfile: PROFILE,
  seLinuxOptions: SE_LINUX,
  windowsOptions: WINDOWS,
};
const CONTAINER_CONTEXT: Shape = {
  members: {
    ...BOTH_CONTEXTS,
    privileged: 'boolean',
    allowPrivilegeEscalation: 'boolean',
    readOnlyRootFilesystem: 'boolean',
    procMount: 'string',
    capabilities: { members: { add: STRINGS, drop: STRINGS } },
  },
};
const POD_CONTEXT: Shape = {
  members: {
    ...BOTH_CONTEXTS,
    fsGroup: 'integer',
    fsGroupChangePolicy: 'string',
    supplementalGroups: { list: 'integer' },
    supplementalGroupsPolicy: 'string',
    sysctls: { list: { members: { name: 'string', value: 'string' } } },
  },
};

const HANDLER: Readonly<Record<string, Shape>> = {
  exec: { members: { command: STRINGS } },
  httpGet: { members: { host: 'string', path: 'string', port: 'port', scheme: 'string', httpHeaders: OBJECTS } },
  tcpSocket: { members: { host: 'string', port: 'port' } },
  grpc: { members: { port: 'integer', service: 'string' } },
};
const PROBE: Shape = { members: { ...HANDLER, initialDelaySeconds: 'integer', periodSeconds: 'integer' } };
const LIFECYCLE: Shape = { members: { postStart: { members: HANDLER }, preStop: { members: HANDLER } } };

const CONTAINER: Shape = {
  required: ['name'],
  members: {
    name: 'string',
    image: 'string',
    imagePullPolicy: 'string',
    command: STRINGS,
    args: STRINGS,
    workingDir: 'string',
    restartPolicy: 'string',
    env: { list: { required: ['name'], members: { name: 'string', value: 'string', valueFrom: 'object' } } },
    envFrom: OBJECTS,
    ports: {
      list: {
        members: {
          name: 'string',
          containerPort: 'integer',
          hostPort: 'integer',
          hostIP: 'string',
          protocol: 'string',
        },
      },
    },
    resources: { members: { requests: { values: 'quantity' }, limits: { values: 'quantity' }, claims: OBJECTS } },
    volumeMounts: {
      list: {
        members: {
          name: 'string',
          mountPath: 'string',
          subPath: 'string',
          readOnly: 'boolean',
          mountPropagation: 'string',
        },
      },
    },
    volumeDevices: OBJECTS,
    securityContext: CONTAINER_CONTEXT,
    livenessProbe: PROBE,
    readinessProbe: PROBE,
    startupProbe: PROBE,
    lifecycle: LIFECYCLE,
    stdin: 'boolean',
    tty: 'boolean',
  },
};
const CONTAINERS: Shape = { list: CONTAINER };

const VOLUME: Shape = {
  required: ['name'],
  members: {
    name: 'string',
    hostPath: { members: { path: 'string', type: 'string' } },
    emptyDir: { members: { medium: 'string', sizeLimit: 'quantity' } },
    secret: { members: { secretName: 'string', items: OBJECTS } },
    configMap: { members: { name: 'string', items: OBJECTS } },
    persistentVolumeClaim: { members: { claimName: 'string', readOnly: 'boolean' } },
    projected: { members: { sources: OBJECTS } },
    csi: { members: { driver: 'string' } },
    ephemeral: 'object',
    downwardAPI: 'object',
    image: 'object',
    nfs: 'object',
  },
};

const POD_MEMBERS: Readonly<Record<string, Shape>> = {
  containers: CONTAINERS,
  initContainers: CONTAINERS,
  ephemeralContainers: CONTAINERS,
  volumes: { list: VOLUME },
  hostNetwork: 'boolean',
  hostPID: 'boolean',
  hostIPC: 'boolean',
  hostUsers: 'boolean',
  shareProcessNamespace: 'boolean',
  automountServiceAccountToken: 'boolean',
  enableServiceLinks: 'boolean',
  serviceAccountName: 'string',
  serviceAccount: 'string',
  nodeName: 'string',
  nodeSelector: 'map',
  runtimeClassName: 'string',
  priorityClassName: 'string',
  schedulerName: 'string',
  restartPolicy: 'string',
  dnsPolicy: 'string',
  hostname: 'string',
  os: { members: { name: 'string' } },
  securityContext: POD_CONTEXT,
  tolerations: OBJECTS,
  affinity: 'object',
  imagePullSecrets: { list: { members: { name: 'string' } } },
  terminationGracePeriodSeconds: 'integer',
};
export const POD_SPEC: Shape = { required: ['containers'], members: POD_MEMBERS };
export const TEMPLATE: Shape = { required: ['spec'], members: { metadata: META, spec: POD_SPEC } };
/** Some custom kinds have templates of init containers only. */
export const CUSTOM_TEMPLATE: Shape = {
  required: ['spec'],
  members: { metadata: META, spec: { members: POD_MEMBERS } },
};

/** What controllers, kubelets and the mesh make of the manifests: how the same cluster is read from its API server. */
import { shortHash } from '../../src/kube/canonical.ts';
import { digestOf, type Json, type Manifest, type Members, object, ownedBy, uidOf } from './make.ts';
import { injected, withRole } from './mesh.ts';
import { NODE_NAMES } from './nodes.ts';
import { managerOf } from './owners.ts';

const CREATED = '2026-06-02T09:00:00Z';
/** Of previews and what is in them: no older than a week. */
const LATELY = '2026-11-25T14:00:00Z';
const DAEMON_REPLICAS = NODE_NAMES.length;

type Spec = Members & {
  readonly replicas?: number;
  readonly template?: Template;
  readonly jobTemplate?: { readonly spec: Members };
};
interface Template {
  readonly metadata: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Members;
}

/** With what the server adds, everything that was made of it, and what is left of former times. */
export function live(manifests: readonly Manifest[]): readonly Manifest[] {
  const meshed = new Set(
    manifests.flatMap(({ kind, metadata }) =>
      kind === 'Namespace' && metadata.labels?.['istio-injection'] === 'enabled' ? metadata.name : [],
    ),
  );
  const roles = rolesOf(manifests);
  return manifests.flatMap((manifest) => {
    const made = consequences(manifest, { meshed, roles });
    return [manifest, ...made].map(stored);
  });
}

function stored(manifest: Manifest): Manifest {
  const { kind, metadata, spec } = manifest;
  const at = metadata.namespace ?? (kind === 'Namespace' ? metadata.name : '');
  const time = at.startsWith('preview-') ? LATELY : CREATED;
  const labels =
    kind === 'Namespace' ? { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name } : metadata.labels;
  const isControlled = metadata.ownerReferences?.some(({ kind: by }) =>
    ['ReplicaSet', 'Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job'].includes(String(by)),
  );
  const manager = isControlled === true ? 'kube-controller-manager' : managerOf(manifest);
  return {
    ...manifest,
    metadata: {
      ...metadata,
      ...(labels === undefined ? {} : { labels }),
      uid: uidOf(kind, metadata.namespace ?? '', metadata.name),
      resourceVersion: '1000',
      generation: 1,
      creationTimestamp: time,
      managedFields: [
        {
          manager,
          operation: 'Update',
          apiVersion: manifest.apiVersion,
          time,
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:spec': {} },
        },
      ],
    },
    ...(manifest.status === undefined ? statusOf(manifest, spec as Spec | undefined) : {}),
  };
}

function statusOf({ kind }: Manifest, spec: Spec | undefined): Members {
  const replicas = spec?.replicas ?? 1;
  switch (kind) {
    case 'Namespace':
      return { status: { phase: 'Active' } };
    case 'Deployment':
    case 'StatefulSet':
    case 'ReplicaSet':
      return {
        status: {
          observedGeneration: 1,
          replicas,
          readyReplicas: replicas,
          updatedReplicas: replicas,
          availableReplicas: replicas,
        },
      };
    case 'DaemonSet':
      return {
        status: {
          observedGeneration: 1,
          desiredNumberScheduled: DAEMON_REPLICAS,
          currentNumberScheduled: DAEMON_REPLICAS,
          updatedNumberScheduled: DAEMON_REPLICAS,
          numberReady: DAEMON_REPLICAS,
          numberAvailable: DAEMON_REPLICAS,
        },
      };
    case 'PersistentVolumeClaim':
      return { status: { phase: 'Bound' } };
    default:
      return {};
  }
}

interface Admission {
  /** Namespaces. */
  readonly meshed: ReadonlySet<string>;
  /** By `namespace/account`. */
  readonly roles: ReadonlyMap<string, string>;
}

function rolesOf(manifests: readonly Manifest[]): Admission['roles'] {
  return new Map(
    manifests.flatMap(({ kind, metadata: { namespace = '', name, annotations } }) => {
      const role = kind === 'ServiceAccount' ? annotations?.['eks.amazonaws.com/role-arn'] : undefined;
      return role === undefined ? [] : [[`${namespace}/${name}`, role] as const];
    }),
  );
}

function consequences(manifest: Manifest, admission: Admission): readonly Manifest[] {
  const { kind, metadata } = manifest;
  const spec = manifest.spec as Spec | undefined;
  switch (kind) {
    case 'Deployment':
      return deployed(manifest, spec?.template, admission);
    case 'StatefulSet':
      return podsOf(manifest, spec?.template, { names: ordinals(spec?.replicas ?? 1), admission });
    case 'DaemonSet':
      return podsOf(manifest, spec?.template, { names: suffixes(metadata.name, DAEMON_REPLICAS), admission });
    case 'CronJob':
      return ran(manifest, (spec?.jobTemplate?.spec as { template?: Template } | undefined)?.template);
    default:
      return [];
  }
}

const ordinals = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => String(at));
const suffixes = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => shortHash([name, String(at)], 5));

/** The set that is current with its pods, and for every third Deployment the two before it. */
function deployed(manifest: Manifest, template: Template | undefined, admission: Admission): readonly Manifest[] {
  if (template === undefined) return [];
  const { name, namespace = '' } = manifest.metadata;
  const replicas = (manifest.spec as Spec).replicas ?? 1;
  const hash = shortHash([namespace, name, JSON.stringify(template)], 9);
  const current = replicaSet(manifest, template, { hash, replicas });
  const isOld = Number.parseInt(hash.slice(0, 2), 16) % 3 === 0;
  const before = isOld
    ? ['1', '2'].map((each) => replicaSet(manifest, template, { hash: shortHash([hash, each], 9), replicas: 0 }))
    : [];
  const pods = podsOf(current, templateIn(current), { names: suffixes(`${namespace}/${name}`, replicas), admission });
  return [current, ...before, ...pods, ...(isOld ? leftovers(current, pods) : [])];
}

function templateIn({ spec }: Manifest): Template | undefined {
  return (spec as Spec).template;
}

function replicaSet(
  owner: Manifest,
  template: Template,
  of: { readonly hash: string; readonly replicas: number },
): Manifest {
  const { name, namespace = '' } = owner.metadata;
  const labels = { ...template.metadata.labels, 'pod-template-hash': of.hash };
  return object('apps/v1', 'ReplicaSet', namespace, `${name}-${of.hash}`, {
    metadata: { labels, ownerReferences: [ownedBy(owner)] },
    spec: {
      replicas: of.replicas,
      selector: { matchLabels: labels },
      template: { ...template, metadata: { ...template.metadata, labels } } as unknown as Json,
    },
  });
}

const NOTHING_ADDED: Admission = { meshed: new Set(), roles: new Map() };

interface Pods {
  readonly names: readonly string[];
  readonly admission: Admission;
}

function podsOf(owner: Manifest, template: Template | undefined, { names, admission }: Pods): readonly Manifest[] {
  if (template === undefined) return [];
  const { name, namespace = '' } = owner.metadata;
  const role = admission.roles.get(`${namespace}/${template.spec.serviceAccountName ?? 'default'}`);
  const own = withRole(template.spec, role);
  const spec = admission.meshed.has(namespace) ? injected(own) : own;
  return names.map((suffix, at) =>
    object('v1', 'Pod', namespace, `${name}-${suffix}`, {
      metadata: { ...(template.metadata as Members), ownerReferences: [ownedBy(owner)] },
      spec: { ...spec, nodeName: NODE_NAMES[at % NODE_NAMES.length] ?? '' },
      status: running(spec),
    }),
  );
}

type Container = Members & { readonly name: string; readonly image: string };

/** Users of images that nobody's template sets; any other starts as root. */
const USERS: readonly (readonly [RegExp, number])[] = [
  [/^registry\.example\.com\/(shop|payments)\//, 10001],
  [/^quay\.io\/prometheus\//, 65534],
];

function running(spec: Members): Members {
  const statuses = (members: unknown) =>
    ((members ?? []) as readonly Container[]).map((each) => containerStatus(each, spec));
  return {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
    containerStatuses: statuses(spec.containers),
    ...(spec.initContainers === undefined ? {} : { initContainerStatuses: statuses(spec.initContainers) }),
  };
}

function containerStatus({ name, image, securityContext }: Container, spec: Members): Members {
  const userIn = (context: unknown) => (context as { runAsUser?: number } | undefined)?.runAsUser;
  const uid =
    userIn(securityContext) ?? userIn(spec.securityContext) ?? USERS.find(([pattern]) => pattern.test(image))?.[1] ?? 0;
  const repository = image.replace(/:[^:/]+$/, '');
  return {
    name,
    image,
    imageID: `${repository}@${digestOf(image)}`,
    ready: true,
    restartCount: 0,
    started: true,
    state: { running: { startedAt: CREATED } },
    user: { linux: { uid, gid: uid, supplementalGroups: [uid] } },
  };
}

/** The last Job, and its pod that has ended. */
function ran(manifest: Manifest, template: Template | undefined): readonly Manifest[] {
  if (template === undefined) return [];
  const { name, namespace = '' } = manifest.metadata;
  const job = object('batch/v1', 'Job', namespace, `${name}-29394180`, {
    metadata: { labels: template.metadata.labels, ownerReferences: [ownedBy(manifest)] },
    spec: { backoffLimit: 2, template: template as unknown as Json },
    status: { succeeded: 1, conditions: [{ type: 'Complete', status: 'True' }] },
  });
  const [pod] = podsOf(job, template, { names: [shortHash([name], 5)], admission: NOTHING_ADDED });
  return pod === undefined ? [job] : [job, { ...pod, status: { ...(pod.status as Members), phase: 'Succeeded' } }];
}

/** A pod that its node put out, and what the controller said when a quota refused another. */
function leftovers(owner: Manifest, pods: readonly Manifest[]): readonly Manifest[] {
  const [pod] = pods;
  const { name, namespace = '' } = owner.metadata;
  if (pod === undefined) return [];
  const evicted: Manifest = {
    ...pod,
    metadata: { ...pod.metadata, name: `${name}-evict` },
    status: { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' },
  };
  const event = object('v1', 'Event', namespace, `${name}.17a`, {
    type: 'Warning',
    reason: 'FailedCreate',
    message: 'Error creating: pods is forbidden: exceeded quota: team',
    involvedObject: { apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace, name },
    count: 3,
    lastTimestamp: LATELY,
  });
  return [evicted, event];
}

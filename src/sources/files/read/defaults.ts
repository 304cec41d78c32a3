/** What the API server would fill in, as far as the checks rely on it. Never changes its argument. */
import { customTemplates } from '../../../kube/custom-templates.ts';
import { policyTypesOf, roleRefWithGroup, subjectWithGroup } from '../../../kube/defaults.ts';
import { isClusterScoped } from '../../../kube/kinds.ts';
import { isJsonObject } from '../../../kube/path.ts';
import type { Json, JsonObject, Kind } from '../../../plugin-api/index.ts';
import { change, mapItems } from '../write/change-at.ts';

const VOLUME_NAME_ONLY = 1;

/** Without members that are null: for the API server they are not there. The value itself when there are none. */
export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return mapItems(value, withoutNulls);
  if (!isJsonObject(value)) return value;
  let copy: Record<string, Json> | undefined;
  // Without a list of the keys: every map of every document comes by here.
  for (const key in value) {
    const member = value[key] ?? null;
    const next = member === null ? null : withoutNulls(member);
    if (next === member && member !== null) continue;
    copy ??= { ...value };
    if (next === null) delete copy[key];
    else copy[key] = next;
  }
  return copy ?? value;
}

/** `namespace`: of what names none. */
export function withDefaults(object: JsonObject, kind: Kind, namespace: string): JsonObject {
  const named = withName(object, kind, namespace);
  switch (kind) {
    case 'Pod':
      return change(named, ['spec'], (spec) => hostPorts(podDefaults(spec)));
    case 'CronJob':
      return change(named, ['spec', 'jobTemplate', 'spec', 'template', 'spec'], podDefaults);
    case 'PodTemplate':
      return change(named, ['template', 'spec'], podDefaults);
    case 'Deployment':
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Job':
      return change(named, ['spec', 'template', 'spec'], podDefaults);
    case 'CustomWorkload':
      return customTemplates(named).paths.reduce<JsonObject>(
        (object, path) => change(object, [...path, 'spec'], (spec) => containerNames(podDefaults(spec))),
        named,
      );
    case 'Service':
      return change(named, ['spec'], (spec) => ({ type: 'ClusterIP', ...spec }));
    case 'NetworkPolicy':
      return policyTypes(named);
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return bindingGroups(named);
    default:
      return named;
  }
}

/** Generated names are known by what they begin with. */
function withName(object: JsonObject, kind: Kind, otherwise: string): JsonObject {
  const hasNoNamespace = isClusterScoped(kind);
  return change(object, ['metadata'], (meta) => {
    const { name, generateName } = meta;
    // An empty one is none, as for kubectl.
    const namespace = meta.namespace === '' ? undefined : meta.namespace;
    const isGenerated = name === undefined && typeof generateName === 'string';
    const needsNamespace = namespace === undefined && !hasNoNamespace;
    if (!isGenerated && !needsNamespace && !(hasNoNamespace && meta.namespace !== undefined)) return meta;
    const { namespace: _, ...rest } = meta;
    return {
      ...rest,
      ...(isGenerated ? { name: generateName } : {}),
      ...(hasNoNamespace ? {} : { namespace: namespace ?? otherwise }),
    };
  });
}

function podDefaults(spec: JsonObject): JsonObject {
  const volumes = spec.volumes;
  const filled = Array.isArray(volumes) ? mapItems(volumes, volumeDefault) : volumes;
  const account = spec.serviceAccountName ?? spec.serviceAccount;
  if (filled === volumes && account === spec.serviceAccountName) return spec;
  return {
    ...spec,
    ...(filled === undefined ? {} : { volumes: filled }),
    ...(account === undefined ? {} : { serviceAccountName: account }),
  };
}

/** A volume that says nothing but its name is an emptyDir. */
function volumeDefault(volume: Json): Json {
  if (!isJsonObject(volume) || Object.keys(volume).length !== VOLUME_NAME_ONLY) return volume;
  return { ...volume, emptyDir: {} };
}

/** Ports of pods (not of templates) on the host network are host ports. */
function hostPorts(spec: JsonObject): JsonObject {
  if (spec.hostNetwork !== true) return spec;
  const withPorts = (container: Json): Json =>
    isJsonObject(container) && Array.isArray(container.ports)
      ? { ...container, ports: mapItems(container.ports, hostPort) }
      : container;
  const lists = ['containers', 'initContainers'].flatMap((key) => {
    const list = spec[key];
    return Array.isArray(list) ? [[key, mapItems(list, withPorts)] as const] : [];
  });
  return { ...spec, ...Object.fromEntries(lists) };
}

function hostPort(port: Json): Json {
  if (!isJsonObject(port) || (port.hostPort !== undefined && port.hostPort !== 0)) return port;
  return port.containerPort === undefined ? port : { ...port, hostPort: port.containerPort };
}

/** Some custom kinds let containers go without a name, which findings need, or have none but init containers. */
function containerNames(spec: JsonObject): JsonObject {
  const { containers = [], initContainers } = spec;
  return {
    ...spec,
    containers: withNames(containers, 'container'),
    ...(initContainers === undefined ? {} : { initContainers: withNames(initContainers, 'init-container') }),
  };
}

function withNames(list: Json, prefix: string): Json {
  if (!Array.isArray(list)) return list;
  return list.map((container: Json, index) =>
    isJsonObject(container) && container.name === undefined ? { name: `${prefix}-${index}`, ...container } : container,
  );
}

function policyTypes(policy: JsonObject): JsonObject {
  const spec = isJsonObject(policy.spec) ? policy.spec : {};
  const types = policyTypesOf(spec);
  return types === spec.policyTypes ? policy : { ...policy, spec: { ...spec, policyTypes: types } };
}

function bindingGroups(binding: JsonObject): JsonObject {
  const withRole = change(binding, ['roleRef'], roleRefWithGroup);
  const subjects = withRole.subjects;
  return Array.isArray(subjects) ? { ...withRole, subjects: mapItems(subjects, subjectWithGroup) } : withRole;
}

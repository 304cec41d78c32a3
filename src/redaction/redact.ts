/** Walks an object and replaces what looks like a credential, by the place where it stands. Pure. */
import { hasUser, withoutUser } from '../decode/images.ts';
import { isJsonObject } from '../kube/path.ts';
import type { FieldPath, Json } from '../plugin-api/index.ts';
import { isSecretArgument, isShownArgument } from './arguments.ts';
import { hasAssignment, hasCredentialShape, isCredentialName, isHarmless, isShownAnnotation } from './credentials.ts';

/** Gets a value classed as a credential and where it stands, and returns what stands for it. */
export type Replace = (value: Json, place: string) => Json;

/**
 * Every environment value and every annotation that is not known is hidden. `show`: for eyes, where every argument that
 * nothing names is hidden as well. `keep`: for the journal, where a value that is not kept cannot be given back.
 */
export type Purpose = 'show' | 'keep';

/** A copy with credentials replaced. `path` says where the value stands in its object. */
export function redact(value: Json, purpose: Purpose, replace: Replace, path: FieldPath = []): Json {
  return walk(value, { purpose, replace }, contextOf(path));
}

interface Task {
  readonly purpose: Purpose;
  readonly replace: Replace;
}

type Place = 'annotations' | 'labels' | 'env' | 'arguments' | 'data' | 'other';

interface Where {
  readonly place: Place;
  /** Name of the member or flag that the value belongs to. */
  readonly name: string;
  /** Names of everything around it. */
  readonly trail: string;
}

function contextOf(path: FieldPath): Where {
  let where: Where = { place: 'other', name: '', trail: '' };
  for (const element of path) where = typeof element === 'string' ? into(where, element) : where;
  return where;
}

function into({ place, trail }: Where, name: string): Where {
  const isSettled = place === 'annotations' || place === 'labels' || place === 'data' || place === 'env';
  return { place: isSettled ? place : placeOf(name), name, trail: `${trail}\n${name}` };
}

/** Whatever is below a member that is called like a credential, and is none of Kubernetes' own, may be one. */
function placeOf(name: string): Place {
  return PLACES[name] ?? (isCredentialName(name) && !KUBERNETES_MEMBERS.has(name) ? 'data' : 'other');
}

/** They are called like credentials and say where one is, or how one is used. */
const KUBERNETES_MEMBERS: ReadonlySet<string> = new Set([
  'automountServiceAccountToken',
  'chapAuthSession',
  'controllerExpandSecretRef',
  'controllerPublishSecretRef',
  'credentialBundlePath',
  'gmsaCredentialSpecName',
  'imagePullSecrets',
  'key',
  'nodeExpandSecretRef',
  'nodePublishSecretRef',
  'nodeStageSecretRef',
  'secret',
  'secretFile',
  'secretKeyRef',
  'secretName',
  'secretNamespace',
  'secretRef',
  'secrets',
  'serviceAccountToken',
  'serviceAccountTokenInSecrets',
  'sessionAffinity',
  'sessionAffinityConfig',
  'tokenRequests',
  'webhook',
  'webhooks',
]);

const PLACES: Readonly<Record<string, Place>> = Object.assign(
  Object.create(null) as object,
  {
    annotations: 'annotations',
    labels: 'labels',
    matchLabels: 'labels',
    nodeSelector: 'labels',
    env: 'env',
    httpHeaders: 'env',
    args: 'arguments',
    command: 'arguments',
    data: 'data',
    stringData: 'data',
    binaryData: 'data',
    // Options of storage drivers, where some take their keys.
    volumeAttributes: 'data',
    flexVolume: 'data',
  } as const,
);

function walk(value: Json, task: Task, where: Where): Json {
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    return list.map((item, at) => {
      const inside = { ...where, trail: `${where.trail}\n${isJsonObject(item) ? String(item.name ?? at) : at}` };
      if (where.place !== 'arguments' || typeof item !== 'string') return walk(item, task, inside);
      const isProgram = at === 0 && where.name === 'command';
      return isHidden(item, list[at - 1], isProgram, task.purpose) ? task.replace(item, inside.trail) : item;
    });
  }
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, member]) => [key, walk(member, task, into(where, key))]);
    return Object.fromEntries(entries) as Json;
  }
  const address = where.name === 'image' ? withoutUser(value) : value;
  if (address !== value) return task.replace(value, where.trail);
  return isSecretScalar(value, task.purpose, where) ? task.replace(value, where.trail) : value;
}

function isHidden(item: string, previous: Json | undefined, isProgram: boolean, purpose: Purpose): boolean {
  if (isSecretArgument(item, previous)) return true;
  return purpose === 'show' && !isProgram && !isShownArgument(item, previous);
}

function isSecretScalar(value: Json, purpose: Purpose, { place, name }: Where): boolean {
  if (value === null || typeof value === 'boolean') return false;
  const text = String(value);
  switch (place) {
    case 'data':
      return true;
    case 'env':
      return name === 'value';
    case 'annotations':
      return !isShownAnnotation(name, text);
    case 'labels':
      return hasCredentialShape(text) || (isCredentialName(name) && !isHarmless(text));
    case 'arguments':
      return typeof value === 'string' && isHidden(value, undefined, false, purpose);
    case 'other':
      return hasCredentialShape(text) || (purpose === 'show' && (hasAssignment(text) || isAddressWithMore(text, name)));
  }
}

/** With a query, as that of a probe or of a signed address, or with a user and a password. Digests of images are none. */
function isAddressWithMore(text: string, name: string): boolean {
  return /\?[^\s]*=/.test(text) || (name === 'path' && text.includes('?')) || (name !== 'name' && hasUser(text));
}

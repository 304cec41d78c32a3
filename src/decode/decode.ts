/**
 * The one gate through which every object of every source passes: it keeps facts, drops what no check reads, and lets
 * no Secret value, no unknown annotation and no environment value through.
 */

import { onlyTemplates } from '../kube/custom-templates.ts';
import { groupOf, isDated, kindOf } from '../kube/kinds.ts';
import { isJsonObject } from '../kube/path.ts';
import type { KindRequest, ObjectFacts, Observed } from '../model/ports.ts';
import { appliersOf } from '../model/writers/appliers.ts';
import { changedAt, detectOwner, managersOf, type OwnedMeta } from '../model/writers/owner.ts';
import type { JsonObject, KubeObject, ObjectMeta, ResourceName } from '../plugin-api/index.ts';
import { hasUnkeptAnnotations, keptAnnotations } from './annotations.ts';
import { type KeptMembers, keptMembers, onlyKept } from './kept.ts';
import { DecodeError, demandList } from './lists.ts';
import { configMapOf, secretOf } from './prune-config.ts';
import { prunedMember } from './prune-kinds.ts';
import { pruneSpec } from './prune-spec.ts';
import { shareWith } from './share.ts';
import { sharedRules } from './share-rules.ts';

export { DecodeError } from './lists.ts';

/** Items of typed lists do not repeat their type. */
export interface ListedType {
  readonly apiVersion: string;
  readonly kind: string;
  /** Read as a custom resource: only what is kept of it passes. */
  readonly resource?: ResourceName;
}

type Mutable = Record<string, unknown>;

export interface Decoder {
  /** Throws `DecodeError` for what has no type or no name. The value is not changed. */
  decode(value: unknown, type?: ListedType, origin?: ObjectFacts['origin']): Observed;
}

/** What a change may delete. */
const RULES: ReadonlySet<string> = new Set([
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'NetworkPolicy',
]);

/** Owners whose last object is kept to share with: Jobs come and go for ever, the memory for them must not grow. */
const MAX_OWNERS = 2_000;

/**
 * Objects of one decoder share equal parts with their siblings of the same owner: pods of one template cost little.
 * `kinds`: what is asked for says what is kept of custom resources.
 */
export function createDecoder(kinds: readonly KindRequest[] = []): Decoder {
  const kept = keptMembers(kinds);
  const siblings = new Map<string, Observed>();
  const rulesOf = sharedRules();
  return {
    decode(value, type, origin) {
      const pruned = prune(value, type, kept);
      const object = isRole(pruned) ? { ...pruned, rules: rulesOf(pruned.rules) } : pruned;
      const owner = object.metadata.ownerReferences?.find((reference) => reference.controller === true)?.uid;
      const facts = factsOf((value as { readonly metadata: OwnedMeta }).metadata, origin, object.kind);
      if (owner === undefined) return { object, ...facts };
      const key = `${owner}/${object.kind}`;
      const shared = shareWith(siblings.get(key), { object, ...facts }) as Observed;
      // Set anew the key comes last, so that the first is the one not used for longest.
      siblings.delete(key);
      siblings.set(key, shared);
      if (siblings.size > MAX_OWNERS) {
        const [oldest = key] = siblings.keys();
        siblings.delete(oldest);
      }
      return shared;
    },
  };
}

function isRole(object: KubeObject): object is KubeObject & { readonly rules: unknown } {
  return (object.kind === 'Role' || object.kind === 'ClusterRole') && 'rules' in object;
}

function prune(value: unknown, type: ListedType | undefined, kept: KeptMembers): KubeObject {
  if (!isJsonObject(value)) throw new DecodeError('it is not an object');
  const apiVersion = text(value.apiVersion) ?? type?.apiVersion;
  const kind = text(value.kind) ?? type?.kind;
  if (apiVersion === undefined) throw new DecodeError('apiVersion is missing');
  if (kind === undefined) throw new DecodeError('kind is missing');
  if (!isJsonObject(value.metadata)) throw new DecodeError(`${kind} without metadata`);
  const metadata = pruneMeta(value.metadata, kind);
  // The rest of unknown kinds may hold anything, Secret values included.
  const typed = kindOf(apiVersion, kind);
  if (typed === undefined) {
    // Nothing of the core group is a custom resource: Secrets are in it.
    const resource = groupOf(apiVersion) === '' ? undefined : type?.resource;
    const parts = resource === undefined ? onlyTemplates(value, pruneSpec) : onlyKept(value, kept.get(resource));
    return { ...parts, apiVersion, kind, metadata } as KubeObject;
  }
  if (typed === 'ConfigMap') return { apiVersion, kind, metadata, ...configMapOf(value, metadata) } as KubeObject;
  if (typed === 'Secret') return { apiVersion, kind, metadata, ...secretOf(value) } as KubeObject;
  const pruned: Mutable = { apiVersion, kind, metadata };
  for (const key in value) {
    if (key in pruned) continue; // which also keeps `__proto__` out
    const member = value[key];
    demandList(key, member);
    const kept = prunedMember(typed, key, member);
    if (kept !== undefined) pruned[key] = kept;
  }
  return pruned as unknown as KubeObject;
}

const KEPT_META: readonly (keyof ObjectMeta)[] = [
  'namespace',
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'generateName',
  'labels',
];

function pruneMeta(meta: JsonObject, kind: string): ObjectMeta {
  const name = text(meta.name);
  if (name === undefined || name === '') throw new DecodeError(`${kind} without metadata.name`);
  const pruned: Mutable = { name };
  for (const key of KEPT_META) {
    const member = meta[key];
    if (member !== undefined && member !== null) pruned[key] = member;
  }
  const generation = meta.generation;
  if (generation !== undefined && kind !== 'Pod') pruned.generation = generation;
  const annotations = keptAnnotations(meta.annotations);
  if (annotations !== undefined) pruned.annotations = annotations;
  const owners = meta.ownerReferences;
  if (Array.isArray(owners)) pruned.ownerReferences = owners.filter(isJsonObject);
  return pruned as unknown as ObjectMeta;
}

function factsOf(meta: OwnedMeta, origin: ObjectFacts['origin'], kind: string): { readonly facts?: ObjectFacts } {
  const owner = detectOwner(meta, origin === undefined ? 'live' : 'files');
  const managers = managersOf(meta);
  const changed = isDated(kind) ? changedAt(meta) : undefined;
  const appliers = owner === undefined || owner.manager === 'kubectl' ? appliersOf(meta) : [];
  // Of others none is ever deleted.
  const hasUnkept = RULES.has(kind) && hasUnkeptAnnotations(meta.annotations);
  if (owner === undefined && managers.length === 0 && origin === undefined && !hasUnkept) return {};
  return {
    facts: {
      ...(owner === undefined ? {} : { owner }),
      ...(appliers.length === 0 ? {} : { appliers }),
      ...(managers.length === 0 ? {} : { managers }),
      ...(changed === undefined ? {} : { changedAt: changed }),
      ...(origin === undefined ? {} : { origin }),
      ...(hasUnkept ? { hasUnkept } : {}),
    },
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

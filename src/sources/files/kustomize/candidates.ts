/**
 * The ways in which a patch of this kustomization may reach an object that it builds. What the object is called before
 * prefixes, suffixes and namespaces are put on cannot be told for sure from what is built: each way is tried, and the
 * first whose build is right is taken. Pure.
 */
import { groupOf } from '../../../kube/kinds.ts';
import { isJsonObject, valueAt } from '../../../kube/path.ts';
import type { Json, JsonObject } from '../../../plugin-api/index.ts';
import { membersOf } from './kustomization.ts';
import { mergePatch, operations } from './patch-text.ts';

export interface Candidate {
  /** The list that its entry joins. */
  readonly field: 'patches' | 'patchesJson6902';
  /** What the patch file holds. */
  readonly content: JsonObject | readonly JsonObject[];
  /** What the entry says besides the path. */
  readonly target?: JsonObject;
}

export interface Naming {
  readonly prefix: string;
  readonly suffix: string;
  readonly namespace: string | undefined;
  /** It has operations that are carried out after its patches and after labels, prefixes and suffixes. */
  readonly hasLast: boolean;
}

export function namingOf(kustomization: JsonObject): Naming {
  const members = membersOf(kustomization);
  const text = (key: string) => (typeof members[key] === 'string' ? members[key] : '');
  const { patchesjson6902: last } = members;
  const hasLast = Array.isArray(last) && last.length > 0;
  return { prefix: text('nameprefix'), suffix: text('namesuffix'), namespace: text('namespace') || undefined, hasLast };
}

/** An object as it is built, and what is to become of it; `undefined`: it is to go. */
export interface Wish {
  readonly before: JsonObject;
  readonly after: JsonObject | undefined;
  /** What its own file calls it, where that is known. */
  readonly written: { readonly name?: string; readonly namespace?: string };
}

export function candidatesFor(wish: Wish, naming: Naming): readonly Candidate[] {
  const built = idOf(wish.before);
  const names = distinct([withoutAffixes(built.name, naming), built.name, wish.written.name ?? built.name]);
  const spaces =
    naming.namespace === undefined ? [built.namespace] : distinct([wish.written.namespace, undefined, built.namespace]);
  const ids = names.flatMap((name) => spaces.map((namespace) => ({ ...built, name, namespace })));
  const merged = ids.map((id): Candidate => ({ field: 'patches', content: mergeContent(wish, id) }));
  const byTarget = names.flatMap((name) =>
    distinct([built.namespace, undefined]).map((namespace) => targetOf({ ...built, name, namespace })),
  );
  if (wish.after === undefined) return merged;
  const steps = operations(wish.before, wish.after);
  const fields = naming.hasLast ? (['patches', 'patchesJson6902'] as const) : (['patches'] as const);
  const targeted = fields.flatMap((field) => byTarget.map((target): Candidate => ({ field, content: steps, target })));
  return [...merged, ...targeted];
}

interface Id {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

function idOf(object: JsonObject): Id {
  const { apiVersion, kind } = object;
  const namespace = valueAt(object, ['metadata', 'namespace']);
  return {
    apiVersion: String(apiVersion),
    kind: String(kind),
    name: String(valueAt(object, ['metadata', 'name']) ?? ''),
    namespace: typeof namespace === 'string' ? namespace : undefined,
  };
}

function withoutAffixes(name: string, { prefix, suffix }: Naming): string {
  const isAffixed = name.startsWith(prefix) && name.endsWith(suffix) && name.length > prefix.length + suffix.length;
  return isAffixed ? name.slice(prefix.length, name.length - suffix.length) : name;
}

function mergeContent({ before, after }: Wish, { apiVersion, kind, name, namespace }: Id): JsonObject {
  const own = { name, ...(namespace === undefined ? {} : { namespace }) };
  if (after === undefined) return { apiVersion, kind, metadata: own, $patch: 'delete' };
  const { metadata, ...rest } = mergePatch(before, after);
  return { apiVersion, kind, metadata: { ...own, ...(isJsonObject(metadata) ? metadata : {}) }, ...rest };
}

function targetOf({ apiVersion, kind, name, namespace }: Id): JsonObject {
  const group = groupOf(apiVersion);
  const target: Record<string, Json> = group === '' ? {} : { group };
  target.version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  target.kind = kind;
  target.name = quoted(name);
  if (namespace !== undefined) target.namespace = quoted(namespace);
  return target;
}

/** Names in targets are regular expressions. */
function quoted(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

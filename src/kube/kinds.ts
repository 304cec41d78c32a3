/** What the API calls each kind: the one table behind listing, writing, naming and joining. */
import type { FieldPath, Kind, ResourceName, TypedKinds } from '../plugin-api/index.ts';
import { KINDS } from './kinds.generated.ts';

export { KINDS } from './kinds.generated.ts';

export interface KindInfo {
  readonly kind: string;
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Where the pod template is in its objects. */
  readonly template?: FieldPath;
}

export type TypedKind = keyof TypedKinds;

export const TYPED_KINDS = Object.keys(KINDS) as readonly TypedKind[];
/** `CustomWorkload` has no resource of its own: sources that meet such objects name them by their own kind. */
export const ALL_KINDS: readonly Kind[] = [...TYPED_KINDS, 'CustomWorkload'];

/** Their controllers tell only by events that no pod is made: when they were changed tells which of these still count. */
const TOLD_BY_EVENTS: ReadonlySet<string> = new Set(['StatefulSet', 'DaemonSet', 'CronJob']);

/** Whether the time of the last change is kept of objects of the kind. */
export function isDated(kind: string): boolean {
  return TOLD_BY_EVENTS.has(kind);
}

/** Read as metadata only: values must not leave the API server. Its managed fields name its keys. */
export function isMetadataOnly(kind: string): boolean {
  return kind === 'Secret';
}

/** `undefined` for what is not in the table: such a kind is known by its group and resource only. */
export function kindInfo(kind: string): KindInfo | undefined {
  return isTyped(kind) ? KINDS[kind] : undefined;
}

/** Whether objects of the kind belong to no namespace; those of kinds that are not in the table may belong to one. */
export function isClusterScoped(kind: string): boolean {
  return kindInfo(kind)?.namespaced === false;
}

export function apiVersionOf({ group, version }: Pick<KindInfo, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/** The group in an `apiVersion`; '' for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** The kind of an object by its group and kind; the served version does not matter for identity. */
export function kindOf(apiVersion: string, kind: string): TypedKind | undefined {
  return isTyped(kind) && KINDS[kind].group === groupOf(apiVersion) ? kind : undefined;
}

function isTyped(kind: string): kind is TypedKind {
  return Object.hasOwn(KINDS, kind);
}

/** `externalsecrets.external-secrets.io`; names of kinds hold no dot. */
export function isResourceName(kind: string): kind is ResourceName {
  return kind.includes('.');
}

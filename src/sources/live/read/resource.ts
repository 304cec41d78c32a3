/** One kind, of the whole cluster or of one namespace: what a list, a watch and a coverage are about. */
import { isMetadataOnly, isResourceName, type KindInfo } from '../../../kube/kinds.ts';
import type { StoredKind } from '../../../plugin-api/index.ts';

export type ListedKind = Exclude<StoredKind, 'CustomWorkload'>;

export interface Resource {
  readonly kind: ListedKind;
  /** Of custom resources as the server serves them. */
  readonly info: KindInfo;
  readonly namespace?: string;
}

/**
 * Of events only those that tell why nothing was made: a busy cluster has many of others, and they are gone in an hour.
 */
const FIELD_SELECTORS: Readonly<Partial<Record<ListedKind, string>>> = { Event: 'reason=FailedCreate' };

/** What of the kind is asked for, as parameters of the request. */
export function selected({ kind }: Resource): Readonly<Record<string, string>> {
  const fieldSelector = FIELD_SELECTORS[kind];
  return fieldSelector === undefined ? {} : { fieldSelector };
}

/** Of what may only be read by its metadata nothing else is ever asked for: a server that cannot do so refuses. */
export function accepting({ kind }: KindInfo, as: string): { readonly accept?: string } {
  return isMetadataOnly(kind) ? { accept: `application/json;as=${as};g=meta.k8s.io;v=v1` } : {};
}

export function groupPath({ group, version }: KindInfo): string {
  return group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
}

export function collectionPath(info: KindInfo, namespace?: string): string {
  const scope = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${groupPath(info)}${scope}/${info.plural}`;
}

export function objectPath(info: KindInfo, name: string, namespace?: string): string {
  return `${collectionPath(info, namespace)}/${encodeURIComponent(name)}`;
}

/** "pods in shop": custom resources by their whole name. */
export function named({ kind, info, namespace }: Resource): string {
  return `${isResourceName(kind) ? kind : info.plural}${namespace === undefined ? '' : ` in ${namespace}`}`;
}

/** "list pods in shop" */
export function listing(resource: Resource): string {
  return `list ${named(resource)}`;
}

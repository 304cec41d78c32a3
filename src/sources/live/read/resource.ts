/** One kind, of the whole cluster or of one namespace: what a list, a watch and a coverage are about. */
import { KINDS, type KindInfo } from '../../../kube/kinds.ts';
import type { Kind } from '../../../plugin-api/index.ts';

export type ListedKind = Exclude<Kind, 'CustomWorkload'>;

export interface Resource {
  readonly kind: ListedKind;
  readonly namespace?: string;
}

export function infoOf({ kind }: Resource): KindInfo {
  return KINDS[kind];
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

/** "list pods in shop" */
export function listing(resource: Resource): string {
  return `list ${infoOf(resource).plural}${resource.namespace === undefined ? '' : ` in ${resource.namespace}`}`;
}

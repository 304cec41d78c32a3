/** What objects without pod templates hold, without bulk and without what could be a credential. */
import { isJsonObject } from '../kube/path.ts';
import { demandList } from './lists.ts';
import { mapItems, mapMembers, pick } from './map.ts';

/** Certificates of authorities: large, and the same in many objects. */
const BULK = 'caBundle';

export function withoutBulk(value: unknown): unknown {
  if (Array.isArray(value)) return mapItems(value, withoutBulk);
  if (!isJsonObject(value)) return value;
  return mapMembers(value, (key, member) => {
    demandList(key, member);
    return key === BULK ? undefined : withoutBulk(member);
  });
}

/** The request is a certificate in the making. */
export function requestSpec(spec: unknown): unknown {
  return isJsonObject(spec) ? mapMembers(spec, (key, member) => (key === 'request' ? undefined : member)) : spec;
}

/** Which kinds it brings, and in which versions: their schemas are the largest objects of many clusters. */
export function definitionSpec(spec: unknown): unknown {
  if (!isJsonObject(spec)) return spec;
  const version = (item: unknown) => (isJsonObject(item) ? pick(item, ['name', 'served', 'storage']) : item);
  const kept = pick(spec, ['group', 'names', 'scope', 'versions']);
  return { ...kept, ...('versions' in kept ? { versions: mapItems(kept.versions, version) } : {}) };
}

/** Drivers and file systems take passwords among their options. */
export function volumeSpec(spec: unknown): unknown {
  if (!isJsonObject(spec)) return spec;
  return mapMembers(spec, (key, member) => {
    if (key === 'mountOptions') return optionNames(member);
    if (!isJsonObject(member)) return member;
    return mapMembers(member, (name, option) => (DRIVER_OPTIONS.has(name) ? undefined : option));
  });
}
const DRIVER_OPTIONS: ReadonlySet<string> = new Set(['volumeAttributes', 'options']);

/** `password=...` becomes `password`. */
export function optionNames(options: unknown): unknown {
  return mapItems(options, (option) => (typeof option === 'string' ? option.replace(/=.*/s, '') : option));
}

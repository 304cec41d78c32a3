/** Specs of pods, and of what holds their templates, without what could hold a credential: values, headers, annotations. */

import { isJsonObject } from '../kube/path.ts';
import { literalUnder } from '../text/literal.ts';
import { keptAnnotations } from './annotations.ts';
import { withoutUser } from './images.ts';
import { demandList } from './lists.ts';
import { mapItems, mapMembers } from './map.ts';

/** Members under which objects with metadata or containers are nested in the kinds that are read. */
const NESTED: ReadonlySet<string> = new Set(['template', 'jobTemplate', 'spec']);
const CONTAINERS: ReadonlySet<string> = new Set(['containers', 'initContainers', 'ephemeralContainers']);
const PROBES: ReadonlySet<string> = new Set(['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle']);

/** The value itself where nothing has to go: unchanged parts are shared with the input. */
export function pruneSpec(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  return mapMembers(value, (key, member) => {
    demandList(key, member);
    if (NESTED.has(key)) return pruneSpec(member);
    if (CONTAINERS.has(key)) return mapItems(member, pruneContainer);
    if (key === 'metadata') return pruneTemplateMeta(member);
    if (key === 'volumeClaimTemplates') return mapItems(member, pruneSpec);
    if (key === 'volumes') return mapItems(member, pruneVolume);
    return member;
  });
}

function pruneTemplateMeta(meta: unknown): unknown {
  if (!isJsonObject(meta) || meta.annotations === undefined) return meta;
  const { annotations, ...rest } = meta;
  const kept = keptAnnotations(annotations);
  return kept === undefined ? rest : { ...rest, annotations: kept };
}

/** A claim that is made with the pod has metadata of its own. */
function pruneVolume(volume: unknown): unknown {
  if (!isJsonObject(volume) || !isJsonObject(volume.ephemeral)) return volume;
  const ephemeral = mapMembers(volume.ephemeral, (key, member) =>
    key === 'volumeClaimTemplate' ? pruneSpec(member) : member,
  );
  return { ...volume, ephemeral };
}

function pruneContainer(container: unknown): unknown {
  if (!isJsonObject(container)) return container;
  return mapMembers(container, (key, member) => {
    if (key === 'env') return mapItems(member, withoutValue);
    if (PROBES.has(key)) return withoutHeaders(member);
    if (key === 'image') return withoutUser(member);
    return member;
  });
}

/**
 * Environment variables keep their name and where they come from. One that has none and no value has an empty one; of a
 * value that looks like a credential is kept what speaks for it.
 */
function withoutValue(item: unknown): unknown {
  if (!isJsonObject(item)) return item;
  const { value, ...rest } = item;
  const literal = typeof value === 'string' ? literalUnder(String(item.name), value) : undefined;
  if (literal !== undefined) return { ...rest, literal };
  const isEmpty = (value ?? '') === '' && (rest.valueFrom ?? undefined) === undefined;
  if (isEmpty) return { ...rest, value: '' };
  return 'value' in item ? rest : item;
}

/** Probes nest httpGet at one level, lifecycle hooks at two. */
function withoutHeaders(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  return mapMembers(value, (key, member) => (key === 'httpHeaders' ? undefined : withoutHeaders(member)));
}

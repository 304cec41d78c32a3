/** ConfigMaps and Secrets: which keys they have, and what values looked like that are dropped. */
import { isJsonObject } from '../kube/path.ts';
import type { Literal, ObjectMeta } from '../plugin-api/index.ts';
import { literalsOf } from '../text/literal.ts';
import { keptValue } from './kept-values.ts';

type Members = Readonly<Record<string, unknown>>;

/** Nothing of a value is kept unless `keptValue` knows what it is. */
export function configMapOf({ data, binaryData }: Members, metadata: ObjectMeta): object {
  const texts = Object.entries(isJsonObject(data) ? data : {}).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as const] : [],
  );
  const kept = texts.map(([key, text]) => [key, keptValue(metadata, key, text)] as const);
  const literals = texts.flatMap(([key, text]): readonly (Literal & { readonly key: string })[] =>
    literalsOf(key, text).map((literal) => ({ key, ...literal })),
  );
  const binary = Object.keys(isJsonObject(binaryData) ? binaryData : {}).map((key) => [key, ''] as const);
  return { data: Object.fromEntries([...kept, ...binary]), ...(literals.length === 0 ? {} : { literals }) };
}

/** A manifest names its keys itself; of metadata alone the managed fields tell. */
export function secretOf(value: Members): object {
  const { data, stringData, type } = value;
  const fields = managedData(value);
  const named = [data, stringData].flatMap((each) => (isJsonObject(each) ? Object.keys(each) : []));
  const times = fields.flatMap(({ time }) => (time === undefined ? [] : [time])).sort();
  const last = times.at(-1);
  return {
    keys: [...new Set([...named, ...fields.flatMap(({ keys }) => keys)])].sort(),
    ...(typeof type === 'string' ? { type } : {}),
    ...(last === undefined ? {} : { dataSetAt: last }),
  };
}

function managedData({ metadata }: Members): readonly { readonly keys: readonly string[]; readonly time?: string }[] {
  const entries = isJsonObject(metadata) && Array.isArray(metadata.managedFields) ? metadata.managedFields : [];
  return entries.filter(isJsonObject).flatMap(({ fieldsV1, time }) => {
    const held = isJsonObject(fieldsV1) ? fieldsV1['f:data'] : undefined;
    if (!isJsonObject(held)) return [];
    const keys = Object.keys(held).flatMap((key) => (key.startsWith('f:') ? key.slice(2) : []));
    return [{ keys, ...(typeof time === 'string' ? { time } : {}) }];
  });
}

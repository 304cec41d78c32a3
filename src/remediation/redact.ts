/** Walks an object and replaces what looks like a credential, by the place where it stands. Pure. */
import { isJsonObject } from '../model/path.ts';
import type { FieldPath, Json } from '../plugin-api/index.ts';
import { isCredentialName, isShownAnnotation, looksLikeCredential } from './credentials.ts';

/** Gets a value classed as a credential and returns what stands for it. */
export type Replace = (value: Json) => Json;

/**
 * A copy with credentials replaced. `path` says where the value stands, so that a part of an object is judged as it
 * would be inside it. Values of environment variables always are: hardening never sets one.
 */
export function redact(value: Json, replace: Replace, path: FieldPath = []): Json {
  return walk(value, replace, contextOf(path));
}

type Place = 'annotations' | 'env' | 'arguments' | 'data' | 'other';

interface Where {
  readonly place: Place;
  /** Name of the member or flag that the value belongs to. */
  readonly name: string;
}

function contextOf(path: FieldPath): Where {
  let where: Where = { place: 'other', name: '' };
  for (const element of path) where = typeof element === 'string' ? into(where, element) : where;
  return where;
}

function into({ place }: Where, name: string): Where {
  if (place === 'annotations' || place === 'data' || place === 'env') return { place, name };
  if (name === 'annotations') return { place: 'annotations', name };
  if (name === 'env') return { place: 'env', name };
  if (name === 'args' || name === 'command') return { place: 'arguments', name };
  if (name === 'data' || name === 'stringData' || name === 'binaryData') return { place: 'data', name };
  return { place: 'other', name };
}

function walk(value: Json, replace: Replace, where: Where): Json {
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    return where.place === 'arguments'
      ? list.map((item, at) => (isSecretArgument(item, list[at - 1]) ? replace(item) : item))
      : list.map((item) => walk(item, replace, where));
  }
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, member]) => [key, walk(member, replace, into(where, key))]);
    return Object.fromEntries(entries) as Json;
  }
  return isSecretScalar(value, where) ? replace(value) : value;
}

function isSecretScalar(value: Json, { place, name }: Where): boolean {
  if (value === null || typeof value === 'boolean') return false;
  const text = String(value);
  if (place === 'data') return true;
  if (place === 'annotations') return !isShownAnnotation(name, text);
  if (place === 'env') return name === 'value';
  if (place === 'arguments') return isSecretArgument(value, undefined);
  return typeof value === 'string' && SHAPED_PLACES.test(name) && looksLikeCredential(value);
}

/** Free text elsewhere in an object: what a person or a tool may have put a credential into. */
const SHAPED_PLACES = /^(value|url|host|path|server|externalName|description|message)$/;

function isSecretArgument(item: Json, previous: Json | undefined): boolean {
  if (typeof item !== 'string') return false;
  if (looksLikeCredential(item)) return true;
  const flag = /^--?([A-Za-z0-9][\w.-]*)=./.exec(item)?.[1];
  if (flag !== undefined) return isCredentialName(flag);
  const before = typeof previous === 'string' ? /^--?([A-Za-z0-9][\w.-]*)$/.exec(previous)?.[1] : undefined;
  return before !== undefined && !item.startsWith('-') && isCredentialName(before);
}

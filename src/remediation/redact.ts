/** Walks an object and replaces what looks like a credential, by the place where it stands. Pure. */
import { isJsonObject } from '../model/path.ts';
import type { FieldPath, Json } from '../plugin-api/index.ts';
import { hasCredentialShape, isCredentialName, isShownAnnotation, looksLikeCredential } from './credentials.ts';

/** Gets a value classed as a credential and returns what stands for it. */
export type Replace = (value: Json) => Json;

/**
 * `show`: for eyes, where anything that may be a credential is hidden: every environment value, every annotation that
 * is not known. `keep`: for the journal, where a value that is not kept cannot be given back.
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
  if (name === 'env' || name === 'httpHeaders') return { place: 'env', name };
  if (name === 'args' || name === 'command') return { place: 'arguments', name };
  if (name === 'data' || name === 'stringData' || name === 'binaryData') return { place: 'data', name };
  return { place: 'other', name };
}

function walk(value: Json, task: Task, where: Where): Json {
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    return where.place === 'arguments'
      ? list.map((item, at) => (isSecretArgument(item, list[at - 1]) ? task.replace(item) : item))
      : list.map((item) => walk(item, task, where));
  }
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, member]) => [key, walk(member, task, into(where, key))]);
    return Object.fromEntries(entries) as Json;
  }
  return isSecretScalar(value, task.purpose, where) ? task.replace(value) : value;
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
      return purpose === 'show' ? !isShownAnnotation(name, text) : isCredentialName(name) || looksLikeCredential(text);
    case 'arguments':
      return isSecretArgument(value, undefined);
    case 'other':
      return hasCredentialShape(text);
  }
}

function isSecretArgument(item: Json, previous: Json | undefined): boolean {
  if (typeof item !== 'string') return false;
  if (looksLikeCredential(item)) return true;
  const flag = /^--?([A-Za-z0-9][\w.-]*)=./.exec(item)?.[1];
  if (flag !== undefined) return isCredentialName(flag);
  const before = typeof previous === 'string' ? /^--?([A-Za-z0-9][\w.-]*)$/.exec(previous)?.[1] : undefined;
  return before !== undefined && !item.startsWith('-') && isCredentialName(before);
}

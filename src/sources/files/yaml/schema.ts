/** The js-yaml schema that reads as kubectl does: scalars, tags, keys and merges. */
import { defineMappingTag, defineScalarTag, defineSequenceTag, NOT_RESOLVED, Schema } from 'js-yaml';
import { resolvePlain, type ScalarType, SPECIAL_FIRST } from './scalar.ts';

/** `{{ x }}` reads as a map whose key is a map. */
export const MAP_AS_KEY = 'a key is a map or a list';

type Members = Record<string, unknown>;

/** Stands for a plain `<<`: a merge as a key, a string as a value. */
const MERGE = Symbol('<<');
/** Keys that a merge brought into a map: those may be given again, others not. */
let merged = new WeakMap<object, Set<string>>();
let hasMerged = false;
let mergedKeys = 0;
const MOST_MERGED_KEYS = 100_000;

/** To be called before each document. */
export function resetMerges(): void {
  mergedKeys = 0;
  if (!hasMerged) return;
  merged = new WeakMap();
  hasMerged = false;
}

const PREFIX = 'tag:yaml.org,2002:';
const never = (): boolean => false;

const plainTag = defineScalarTag('harden:plain', {
  implicit: true,
  implicitFirstChars: SPECIAL_FIRST,
  resolve: (source) => {
    const resolved = resolvePlain(source);
    return resolved === undefined ? NOT_RESOLVED : resolved.value;
  },
  identify: never,
});

const mergeTag = defineScalarTag<symbol>('harden:merge', {
  implicit: true,
  implicitFirstChars: ['<'],
  resolve: (source) => (source === '<<' ? MERGE : NOT_RESOLVED),
  identify: never,
});

const strTag = defineScalarTag(`${PREFIX}str`, { resolve: (source) => source, identify: never });

/** `!!int 5`: the text must mean that type; every integer is a float too. */
function explicitTag(type: ScalarType) {
  return defineScalarTag<unknown>(`${PREFIX}${type}`, {
    resolve: (source) => {
      const resolved = resolvePlain(source);
      if (resolved === undefined) return NOT_RESOLVED;
      const isThat = resolved.type === type || (type === 'float' && resolved.type === 'int');
      return isThat ? resolved.value : NOT_RESOLVED;
    },
    identify: never,
  });
}

const binaryTag = defineScalarTag(`${PREFIX}binary`, {
  resolve: (source) => Buffer.from(source, 'base64').toString('utf8'),
  identify: never,
});

/** Any other tag says nothing: the text is a string, the list a list, the map a map. */
const anyScalarTag = defineScalarTag('', { matchByTagPrefix: true, resolve: (source) => source, identify: never });

function sequenceTag(tagName: string, matchByTagPrefix: boolean) {
  return defineSequenceTag<unknown[]>(tagName, {
    matchByTagPrefix,
    create: () => [],
    addItem: (list, item) => {
      list.push(item === MERGE ? '<<' : item);
    },
    identify: never,
  });
}

function mappingTag(tagName: string, matchByTagPrefix: boolean) {
  return defineMappingTag<Members>(tagName, {
    matchByTagPrefix,
    create: () => ({}),
    addPair,
    has: (members, key) => {
      if (key === MERGE || typeof key === 'object') return false;
      const name = String(key);
      if (!Object.hasOwn(members, name)) return false;
      return !(hasMerged && merged.get(members)?.has(name) === true);
    },
    keys: (members) => Object.keys(members),
    get: (members, key) => members[String(key)],
    identify: never,
  });
}

function addPair(members: Members, key: unknown, value: unknown): string {
  if (typeof key === 'string') {
    put(members, key, value === MERGE ? '<<' : value);
    return '';
  }
  if (key === MERGE) return mergeInto(members, value);
  if (key === null) return 'a key is null';
  if (typeof key === 'object') return MAP_AS_KEY;
  put(members, String(key), value === MERGE ? '<<' : value);
  return '';
}

function put(members: Members, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(members, key, { value, enumerable: true, configurable: true, writable: true });
  else members[key] = value;
}

/** As kubectl's reader merges: at its place among the keys, so that it overrides the keys before it. */
function mergeInto(members: Members, value: unknown): string {
  const sources = Array.isArray(value) ? value.toReversed() : [value];
  for (const source of sources) {
    if (typeof source !== 'object' || source === null || Array.isArray(source))
      return 'a merge (<<) needs a map or a list of maps';
    for (const [key, member] of Object.entries(source)) {
      if (++mergedKeys > MOST_MERGED_KEYS) return `its merges (<<) bring more than ${MOST_MERGED_KEYS} keys`;
      if (!Object.hasOwn(members, key)) remember(members, key);
      put(members, key, member);
    }
  }
  return '';
}

function remember(members: Members, key: string): void {
  hasMerged = true;
  const keys = merged.get(members) ?? new Set();
  keys.add(key);
  merged.set(members, keys);
}

export const KUBECTL_SCHEMA: Schema = new Schema([
  strTag,
  plainTag,
  mergeTag,
  explicitTag('null'),
  explicitTag('bool'),
  explicitTag('int'),
  explicitTag('float'),
  binaryTag,
  anyScalarTag,
  sequenceTag(`${PREFIX}seq`, false),
  sequenceTag('', true),
  mappingTag(`${PREFIX}map`, false),
  mappingTag('', true),
]);

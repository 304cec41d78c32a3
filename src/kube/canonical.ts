/** Values independent of key order: equality, canonical text, short stable hashes. */
import { hash } from 'node:crypto';

/** JSON with sorted keys; `undefined` members are left out, as in JSON. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((item) => canonicalJson(item === undefined ? null : item)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const record = value as Readonly<Record<string, unknown>>;
    const members = Object.keys(record)
      .filter((key) => record[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** Whether their canonical texts are equal, without writing them. */
export function deepEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => deepEqual(item, right[index]));
  }
  if (!isRecord(left) || !isRecord(right)) return canonicalJson(left) === canonicalJson(right);
  return membersOf(left) === membersOf(right) && Object.keys(left).every((key) => equalMember(key, left, right));
}

function equalMember(key: string, left: AnyRecord, right: AnyRecord): boolean {
  if (left[key] === undefined) return true;
  return Object.hasOwn(right, key) && right[key] !== undefined && deepEqual(left[key], right[key]);
}

function membersOf(record: AnyRecord): number {
  let count = 0;
  for (const key of Object.keys(record)) if (record[key] !== undefined) count++;
  return count;
}

type AnyRecord = Readonly<Record<string, unknown>>;
function isRecord(value: unknown): value is AnyRecord {
  return typeof value === 'object' && value !== null;
}

/** Hex digits of SHA-256 over the parts; parts cannot run into one another. */
export function shortHash(parts: readonly string[], digits = 16): string {
  let text = '';
  for (const part of parts) text += `${part.length}:${part}`;
  return hash('sha256', text).slice(0, digits);
}

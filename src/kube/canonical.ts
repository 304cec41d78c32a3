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

export function deepEqual(left: unknown, right: unknown): boolean {
  return left === right || canonicalJson(left) === canonicalJson(right);
}

/** Hex digits of SHA-256 over the parts; parts cannot run into one another. */
export function shortHash(parts: readonly string[], digits = 16): string {
  return hash('sha256', parts.map((part) => `${part.length}:${part}`).join('')).slice(0, digits);
}

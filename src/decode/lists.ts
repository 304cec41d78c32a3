/** Members that every reader takes for lists of objects: what comes from a server is checked once, at the gate. */
import { isJsonObject } from '../kube/path.ts';

/** Something that is no Kubernetes object: the message says what lacks. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

const LISTS: ReadonlySet<string> = new Set([
  'containers',
  'initContainers',
  'ephemeralContainers',
  'volumes',
  'rules',
  'subjects',
  'ingress',
  'egress',
]);

/** Throws DecodeError. Absent and null are empty. */
export function demandList(key: string, member: unknown): void {
  if (!LISTS.has(key) || member === undefined || member === null) return;
  if (!Array.isArray(member)) throw new DecodeError(`${key} must be a list`);
  if (!member.every(isJsonObject)) throw new DecodeError(`every item of ${key} must be an object`);
}

/** Whether a build is what was wanted: one object changed as meant, every other byte as before. Pure. */
import { deepEqual } from '../../../kube/canonical.ts';
import { isJsonObject } from '../../../kube/path.ts';
import { objectName } from '../../../kube/refs.ts';
import type { Json, JsonObject } from '../../../plugin-api/index.ts';
import { withoutNulls } from '../read/defaults.ts';
import { findDocuments, readDocument } from '../read/documents.ts';
import type { Naming } from './candidates.ts';

export interface BuiltDocument {
  readonly text: string;
  readonly value: JsonObject;
}

export function documentsOfBuild(text: string): readonly BuiltDocument[] {
  return [...findDocuments(text)].map((document) => {
    const read = readDocument(text, document);
    const value = 'value' in read && isJsonObject(read.value) ? read.value : {};
    return { text: text.slice(document.start, document.end).trimEnd(), value };
  });
}

type Documents = readonly BuiltDocument[];

/** What is wrong; `undefined`: it is as wanted. `at` counts from 0; `wanted` is `undefined` where the object is to go. */
export function changeProblem(
  before: Documents,
  after: Documents,
  at: number,
  wanted: Json | undefined,
): string | undefined {
  const rest = before.toSpliced(at, 1);
  if (wanted === undefined) return othersProblem(rest, after);
  if (after.length !== before.length) return 'another number of objects would be built';
  const found = after[at];
  const problem = othersProblem(rest, after.toSpliced(at, 1));
  if (problem !== undefined) return problem;
  if (found !== undefined && deepEqual(withoutNulls(found.value), withoutNulls(wanted))) return undefined;
  return found?.text === before[at]?.text
    ? 'no patch of it reaches the object, or what it sets is set again after it'
    : 'what is built afterwards is not what was meant: something after the patch sets it too';
}

function othersProblem(before: Documents, after: Documents): string | undefined {
  const at = before.findIndex(({ text }, index) => after[index]?.text !== text);
  const first = at < 0 ? undefined : before[at];
  if (first !== undefined) return `${nameOf(first)} would be built in another way too`;
  return after.length === before.length ? undefined : 'another number of objects would be built';
}

function nameOf({ value: { kind, metadata } }: BuiltDocument): string {
  const { name, namespace } = isJsonObject(metadata) ? metadata : {};
  return objectName({
    kind: String(kind),
    name: String(name),
    ...(typeof namespace === 'string' ? { namespace } : {}),
  });
}

/** Where the new object is built, or what is wrong. */
export function additionIn(
  before: Documents,
  after: Documents,
  wanted: JsonObject,
  naming: Naming,
): { readonly at: number } | { readonly problem: string } {
  const found = after.findIndex(({ text }, index) => before[index]?.text !== text);
  const at = found < 0 ? after.length - 1 : found;
  const problem =
    after.length === before.length + 1
      ? othersProblem(before, after.toSpliced(at, 1))
      : 'another number of objects would be built';
  if (problem !== undefined) return { problem };
  const built = after[at]?.value ?? {};
  const different = Object.keys({ ...wanted, ...built }).find(
    (key) => key !== 'metadata' && !deepEqual(built[key] ?? null, wanted[key] ?? null),
  );
  if (different !== undefined) return { problem: `the kustomization would change its .${different}` };
  return isNamed(built.metadata, wanted.metadata, naming)
    ? { at }
    : { problem: 'the kustomization would put it elsewhere, or under another name' };
}

/** Labels and annotations of everything that is built come on top; so do prefix and suffix. */
function isNamed(built: Json | undefined, wanted: Json | undefined, { prefix, suffix }: Naming): boolean {
  if (!isJsonObject(built) || !isJsonObject(wanted)) return false;
  const isName = built.name === wanted.name || built.name === `${prefix}${String(wanted.name)}${suffix}`;
  return isName && built.namespace === wanted.namespace;
}

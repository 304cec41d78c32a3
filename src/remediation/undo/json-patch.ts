/** Touches as JSON patches that test before they change, for people who have nothing but kubectl. Pure. */
import type { FieldChange } from '../../kube/field-change.ts';
import { keyedIndex, valueAt } from '../../kube/path.ts';
import type { FieldPath, Json, KubeObject } from '../../plugin-api/index.ts';

export interface TestOperation {
  readonly op: 'test';
  readonly path: string;
  readonly value: Json;
}
export type PatchOperation =
  | TestOperation
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string };

/** Tests that every touched place holds its `before`; absence is a test for null. */
export function testPatch(object: KubeObject, fieldChanges: readonly FieldChange[]): readonly PatchOperation[] {
  return fieldChanges.flatMap(({ path, before }) => [
    ...nameTests(object, path),
    ...(isReachable(object, path) ? [test(object, path, before ?? null)] : []),
  ]);
}

/** Tests that it is that object, not another one of the same name. */
export function uidTest(uid: string | undefined): readonly TestOperation[] {
  return uid === undefined ? [] : [{ op: 'test', path: '/metadata/uid', value: uid }];
}

/** Tests first, then every change; `object` is what it is applied to: it tells the indexes of list items. */
export function changePatch(object: KubeObject, fieldChanges: readonly FieldChange[]): readonly PatchOperation[] {
  const changes = fieldChanges.map(({ path, before, after }): PatchOperation => {
    const pointer = pointerTo(object, path);
    if (after === undefined) return { op: 'remove', path: pointer };
    return { op: before === undefined ? 'add' : 'replace', path: pointer, value: after };
  });
  return [...testPatch(object, fieldChanges), ...changes];
}

/** Tests that every part of the object but its metadata and status is as given. */
export function wholeTest(object: KubeObject): readonly TestOperation[] {
  return Object.entries(object as unknown as Readonly<Record<string, Json>>)
    .filter(([key]) => !['apiVersion', 'kind', 'metadata', 'status'].includes(key))
    .map(([key, value]) => ({ op: 'test', path: `/${escaped(key)}`, value }));
}

function test(object: KubeObject, path: FieldPath, value: Json): PatchOperation {
  return { op: 'test', path: pointerTo(object, path), value };
}

/** An index means something only while the item there still has its name. */
function nameTests(object: KubeObject, path: FieldPath): readonly PatchOperation[] {
  return path.flatMap((element, at) => {
    if (typeof element === 'string') return [];
    const name: FieldPath = [...path.slice(0, at + 1), element.key];
    return [test(object, name, element.is)];
  });
}

/** The server refuses a test inside a parent that is not there. */
function isReachable(object: KubeObject, path: FieldPath): boolean {
  return path.length <= 1 || valueAt(object, path.slice(0, -1)) !== undefined;
}

export function pointerTo(object: KubeObject, path: FieldPath): string {
  return path
    .map((element, at) => {
      if (typeof element === 'string') return `/${escaped(element)}`;
      const list = valueAt(object, path.slice(0, at));
      const index = Array.isArray(list) ? keyedIndex(list, element.key, element.is) : -1;
      if (index < 0) throw new RangeError(`no item has ${element.key} ${element.is}`);
      return `/${index}`;
    })
    .join('');
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

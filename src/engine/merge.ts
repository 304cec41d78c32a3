/** Changes of several findings as one change an object. */
import { canonicalJson, deepEqual } from '../kube/canonical.ts';
import { refKey, refOfChange } from '../kube/refs.ts';
import { joinChanges } from '../model/join-changes.ts';
import type { Change, Edit } from '../plugin-api/index.ts';

/** Two findings want different values at one place: `left` and `right` are the edits. */
export class MergeConflict extends Error {
  override readonly name = 'MergeConflict';
}

/** At most one change an object, in the order of first mention. Throws MergeConflict. */
export function mergeChanges(changes: readonly Change[]): readonly Change[] {
  const merged = new Map<string, Change>();
  for (const change of changes) {
    const key = refKey(refOfChange(change));
    const known = merged.get(key);
    merged.set(key, known === undefined ? change : mergeTwo(known, change, key));
  }
  return [...merged.values()];
}

function mergeTwo(left: Change, right: Change, key: string): Change {
  const joined = joinChanges(left, right, (one, other) => mergeEdits(one, other, key));
  if (joined === undefined) throw new MergeConflict(`${key} is created, and changed in another way`);
  return joined;
}

function mergeEdits(left: readonly Edit[], right: readonly Edit[], key: string): readonly Edit[] {
  let edits = [...left];
  for (const edit of right) {
    if (edits.some((known) => deepEqual(known, edit) || givesWay(edit, known))) continue;
    edits = edits.filter((known) => !givesWay(known, edit));
    const clash = edits.find((known) => conflicts(known, edit));
    if (clash !== undefined) throw new MergeConflict(`${key}: two changes set different values at one path`);
    edits.push(edit);
  }
  return edits;
}

/** Values for one place, or a value for a place inside another one's; list items do not conflict. */
function conflicts(left: Edit, right: Edit): boolean {
  const isListEdit = (edit: Edit) => edit.op !== 'set' && edit.op !== 'unset';
  const [short, long] = left.path.length <= right.path.length ? [left, right] : [right, left];
  const isPrefix = canonicalJson(long.path.slice(0, short.path.length)) === canonicalJson(short.path);
  if (!isPrefix) return false;
  if (isListEdit(short)) return isListEdit(long) ? isOpposite(short, long) : long.path.length === short.path.length;
  return true;
}

/** One finding takes a part of a value away, and the other would have left it. */
function givesWay(edit: Edit, to: Edit): boolean {
  if (edit.op !== 'include' || edit.yields !== true || to.op !== 'exclude') return false;
  return deepEqual(edit.path, to.path) && deepEqual(edit.value, to.value);
}

function isOpposite(left: Edit, right: Edit): boolean {
  const ops = new Set([left.op, right.op]);
  if (!ops.has('include') || !ops.has('exclude')) return false;
  return 'value' in left && 'value' in right && deepEqual(left.value, right.value);
}

/** Two changes of one object as one: the rules within a decision and between decisions, in one place. */
import { deepEqual } from '../kube/canonical.ts';
import type { Change, Edit } from '../plugin-api/index.ts';

/** How edits go together the caller knows. */
type JoinEdits = (left: readonly Edit[], right: readonly Edit[]) => readonly Edit[];

/**
 * `undefined`: they contradict each other. What is to be created is neither edited nor deleted, nor created in two ways. A
 * deletion takes away what editing would have mended.
 */
export function joinChanges(left: Change, right: Change, joinEdits: JoinEdits): Change | undefined {
  if (deepEqual(left, right)) return left;
  if (left.op === 'ensure' || right.op === 'ensure') return undefined;
  if (left.op === 'edit' && right.op === 'edit') return { ...left, edits: joinEdits(left.edits, right.edits) };
  return left.op === 'delete' ? left : right;
}

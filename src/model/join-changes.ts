/** Two changes of one object as one: the rules within a decision and between decisions, in one place. */
import { deepEqual } from '../kube/canonical.ts';
import type { Change, Edit } from '../plugin-api/index.ts';

export interface Joining {
  /** How edits go together the caller knows. */
  joinEdits(left: readonly Edit[], right: readonly Edit[]): readonly Edit[];
  /**
   * Beside an edit. Within a decision a deletion resolves what editing would have resolved. Between decisions, each of
   * which somebody chose, it conflicts: whether the object is to stay is not decided here.
   */
  readonly deletion: 'resolves' | 'conflicts';
}

/** `undefined`: they contradict each other. What is to be created is neither edited nor deleted, nor created in two ways. */
export function joinChanges(left: Change, right: Change, { joinEdits, deletion }: Joining): Change | undefined {
  if (deepEqual(left, right)) return left;
  if (left.op === 'ensure' || right.op === 'ensure') return undefined;
  if (left.op === 'edit' && right.op === 'edit') return { ...left, edits: joinEdits(left.edits, right.edits) };
  if (deletion === 'conflicts') return undefined;
  return left.op === 'delete' ? left : right;
}

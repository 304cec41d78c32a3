/** The objects of a fixture after changes were carried out, and after the rollout that they start. */
import { mergeChanges } from '../../../src/engine/index.ts';
import { refKey, refOf, refOfChange } from '../../../src/kube/refs.ts';
import { fieldChangesOf, withFieldChanges } from '../../../src/model/edits.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Change, KubeObject } from '../../../src/plugin-api/index.ts';

export interface Fixed {
  readonly objects: readonly KubeObject[];
  /** Those that differ from before or are new. */
  readonly changed: readonly KubeObject[];
}

export function changesOf(findings: readonly Finding[]): readonly Change[] {
  return mergeChanges(findings.flatMap(({ proposal }) => proposal?.changes ?? []));
}

export function applyChanges(objects: readonly KubeObject[], changes: readonly Change[]): Fixed {
  const stored = new Map(objects.map((object) => [refKey(refOf(object)), object]));
  const changed: KubeObject[] = [];
  for (const change of changes) {
    const key = refKey(refOfChange(change));
    const before = stored.get(key);
    const after = changedObject(change, before, key);
    if (after === undefined) stored.delete(key);
    else stored.set(key, after);
    if (after !== undefined && after !== before) changed.push(after);
  }
  return { objects: rolledOut([...stored.values()], changed), changed };
}

function changedObject(change: Change, before: KubeObject | undefined, key: string): KubeObject | undefined {
  if (change.op === 'delete') return undefined;
  if (change.op === 'ensure') return before ?? (change.object as unknown as KubeObject);
  if (before === undefined) throw new Error(`${key} is changed but is not in the fixture`);
  const fieldChanges = fieldChangesOf(before, change.edits);
  return fieldChanges.length === 0 ? before : withFieldChanges(before, fieldChanges);
}

/** Controllers replace what belongs to a changed workload; the new pods have no status yet. */
function rolledOut(objects: readonly KubeObject[], changed: readonly KubeObject[]): readonly KubeObject[] {
  const replaced = new Set(changed.flatMap(({ metadata }) => metadata.uid ?? []));
  const isReplaced = (object: KubeObject) =>
    object.metadata.ownerReferences?.some(({ uid }) => replaced.has(uid)) === true;
  let kept = objects;
  for (let before = -1; before !== replaced.size; ) {
    before = replaced.size;
    for (const object of kept) if (isReplaced(object) && object.metadata.uid) replaced.add(object.metadata.uid);
    kept = kept.filter((object) => !isReplaced(object));
  }
  return kept;
}

/** Which changes of namespace labels refuse pods, and which only tell. Pure. */
import { isJsonObject } from '../../kube/path.ts';
import type { Change, FieldPath } from '../../plugin-api/index.ts';

export function isLabelEdit(change: Change): boolean {
  if (change.op !== 'edit' || change.target.kind !== 'Namespace') return false;
  return change.edits.every(({ path }) => path[0] === 'metadata' && path[1] === 'labels');
}

/** Labels of a namespace that only warn or write audit events: they refuse nothing. */
export function onlyWarns(change: Change): boolean {
  if (change.op !== 'edit' || !isLabelEdit(change)) return false;
  return change.edits.every((edit) =>
    labelKeys(edit.path, edit.op === 'set' ? edit.value : undefined).every(isAdvisory),
  );
}

const PSA = 'pod-security.kubernetes.io/';

function isAdvisory(key: string): boolean {
  return key.startsWith(PSA) && !key.startsWith(`${PSA}enforce`);
}

function labelKeys(path: FieldPath, value: unknown): readonly string[] {
  const key = path[2];
  if (typeof key === 'string') return [key];
  return isJsonObject(value) ? Object.keys(value) : [''];
}

/** What proposals change is there in the kinds that they change, and is found again tomorrow. */
import { formatPath } from '../../../src/kube/path.ts';
import { refKey } from '../../../src/kube/refs.ts';
import type { Change, Edit, KubeObject } from '../../../src/plugin-api/index.ts';
import { memberProblem, valueProblem } from './members.ts';
import { ambiguousStep, indexedStep, type Typed, typeAt } from './paths.ts';

/** The first mistake of a change, with its place. `objects`: those of the fixture, by `refKey`. */
export function changeProblem(change: Change, objects: ReadonlyMap<string, KubeObject>): string | undefined {
  if (change.op === 'delete') return undefined;
  if (change.op === 'ensure') return memberProblem(change.object as unknown as KubeObject);
  const object = objects.get(refKey(change.target));
  for (const edit of change.edits) {
    const problem = stepProblemOf(object, edit) ?? editProblem(edit, typeAt(change.target, edit.path));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function stepProblemOf(object: KubeObject | undefined, { path }: Edit): string | undefined {
  const step = indexedStep(object, path) ?? ambiguousStep(object, path);
  return step === undefined ? undefined : `${formatPath(path)}: ${formatPath([step])} names no one item of a list`;
}

function editProblem(edit: Edit, found: ReturnType<typeof typeAt>): string | undefined {
  if ('problem' in found) return found.problem;
  const { type } = found;
  const at = formatPath(edit.path);
  if (type === 'any' || edit.op === 'unset') return undefined;
  if (edit.op === 'set') return valueProblem(edit.value, type, at);
  if (!type.endsWith('[]')) return `${at}: ${edit.op} takes a list, and ${type} is none`;
  if (edit.op === 'add' && edit.key !== found.mergeKey) return keyProblem(found, at);
  return edit.op === 'exclude' ? undefined : valueProblem(edit.value, type.slice(0, -2), at);
}

function keyProblem({ type, mergeKey }: Typed, at: string): string {
  return `${at}: ${type} has ${mergeKey === undefined ? 'no merge key' : `the merge key ${mergeKey}`}`;
}

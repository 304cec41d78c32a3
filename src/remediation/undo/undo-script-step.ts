/** One change in the undo script: how it tells whether it still stands, and what takes it back. Pure. */

import { compileContentTests, compilePatch, compileTests, type PatchOperation } from '../../kube/json-patch.ts';
import { resourceName } from '../../kube/refs.ts';
import { recreatable } from '../../kube/server-owned.ts';
import { inverseFieldChanges } from '../../model/edits.ts';
import type { StepPreview } from '../../model/plan.ts';
import type { KubeObject } from '../../plugin-api/index.ts';
import { shellQuote } from '../../text/shell.ts';
import { isSealed, sealFieldChange, sealObject } from '../journal/seal.ts';
import { nameOf } from '../words.ts';

export interface Part {
  readonly files: Readonly<Record<string, string>>;
  /** Sets `state` to done, before, gone or changed. */
  readonly look: string;
  readonly undo: string;
  readonly title: string;
}

/** `uid`: of the object that the step made, once it has. */
export function partOf(step: StepPreview, run: string, uid?: string): Part {
  const { request, ref, before, after } = step;
  const place = { target: shellQuote(resourceName(ref)), namespace: shellQuote(ref.namespace ?? '') };
  const title = `${step.step}  ${nameOf(ref)}`;
  const base = String(step.step).padStart(2, '0');
  if (request?.op === 'patch' && before !== undefined && after !== undefined) {
    const fieldChanges = inverseFieldChanges(request.fieldChanges, after);
    const { uid } = request;
    const isKept = fieldChanges.every((each) => !isSealed(sealFieldChange(each, run)));
    if (isKept)
      return patched(
        { title, base, ...place },
        {
          undo: compilePatch(after, fieldChanges, { uid }),
          done: compileTests(after, fieldChanges, { uid }),
          before: compileTests(before, request.fieldChanges),
        },
      );
  }
  if (request?.op === 'create' && after !== undefined) {
    const content = compileContentTests(after, { uid });
    // Only the content is tested: what its metadata holds is not written down.
    if (!isSealed(sealObject({ ...after, metadata: { name: ref.name } }, run)))
      return created({ title, base, ...place }, content);
  }
  if (request?.op === 'delete' && before !== undefined) {
    const object = sealObject(recreatable(before), run);
    if (!isSealed(object)) return deleted({ title, base, ...place }, object, compileContentTests(before));
  }
  return { files: {}, look: 'state=lost', undo: ':', title };
}

interface Common {
  readonly title: string;
  readonly base: string;
  readonly target: string;
  readonly namespace: string;
}

function patched(
  { title, base, target, namespace }: Common,
  patches: Readonly<Record<'undo' | 'done' | 'before', readonly PatchOperation[]>>,
): Part {
  return {
    title,
    files: Object.fromEntries(Object.entries(patches).map(([name, patch]) => [`${base}-${name}.json`, json(patch)])),
    look: [
      `look_up ${target} ${namespace}`,
      'if [ -z "$found" ]; then state=gone',
      `elif holds ${target} ${namespace} undo/${base}-done.json; then state=done`,
      `elif holds ${target} ${namespace} undo/${base}-before.json; then state=before`,
      'else state=changed; fi',
    ].join('\n'),
    undo: `k patch ${target} ${inNamespace(namespace)}--type=json --field-manager=harden --patch-file "$here/undo/${base}-undo.json"`,
  };
}

function created({ title, base, target, namespace }: Common, content: readonly PatchOperation[]): Part {
  return {
    title,
    files: { [`${base}-done.json`]: json(content) },
    look: [
      `look_up ${target} ${namespace}`,
      'if [ -z "$found" ]; then state=before',
      `elif holds ${target} ${namespace} undo/${base}-done.json; then state=done`,
      'else state=changed; fi',
    ].join('\n'),
    undo: `k delete ${target} ${inNamespace(namespace)}`.trimEnd(),
  };
}

function deleted(
  { title, base, target, namespace }: Common,
  object: KubeObject,
  content: readonly PatchOperation[],
): Part {
  return {
    title,
    files: { [`${base}-object.json`]: json(object), [`${base}-before.json`]: json(content) },
    look: [
      `look_up ${target} ${namespace}`,
      'if [ -z "$found" ]; then state=done',
      `elif holds ${target} ${namespace} undo/${base}-before.json; then state=before`,
      'else state=changed; fi',
    ].join('\n'),
    undo: `k create --field-manager=harden -f "$here/undo/${base}-object.json"`,
  };
}

function inNamespace(namespace: string): string {
  return namespace === "''" ? '' : `-n ${namespace} `;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Undo for people who have nothing but kubectl: patches with tests, manifests, and a script that runs them. Pure. */
import { inverseTouches } from '../model/edits.ts';
import { resourceName } from '../model/kinds.ts';
import type { StepPreview } from '../model/plan.ts';
import type { ClusterIdentity } from '../model/ports.ts';
import { printable } from '../model/printable.ts';
import type { KubeObject } from '../plugin-api/index.ts';
import { recreatable } from './content.ts';
import { isSealed, sealObject, sealTouch } from './journal/seal.ts';
import { changePatch, type PatchOperation, testPatch, wholeTest } from './json-patch.ts';
import { nameOf } from './words.ts';

/** Files by relative path: `undo.sh`, and what it reads in `undo/`. Steps are those that will be written. */
export function undoFiles(
  run: string,
  cluster: ClusterIdentity,
  steps: readonly StepPreview[],
): Readonly<Record<string, string>> {
  const parts = steps.toReversed().map((step) => partOf(step, run));
  const files = Object.assign({}, ...parts.map((part) => part.files)) as Record<string, string>;
  return { 'undo.sh': scriptOf(run, cluster, parts), ...files };
}

interface Part {
  readonly files: Readonly<Record<string, string>>;
  /** Sets `state` to done, before or changed. */
  readonly look: string;
  readonly undo: string;
  readonly title: string;
}

function partOf(step: StepPreview, run: string): Part {
  const { request, ref, before, after } = step;
  const place = { target: quote(resourceName(ref)), namespace: quote(ref.namespace ?? '') };
  const title = `${step.step}  ${printable(nameOf(ref))}`;
  const base = `undo/${String(step.step).padStart(2, '0')}`;
  if (request?.op === 'patch' && before !== undefined && after !== undefined) {
    const touches = inverseTouches(request.touches, after);
    const isKept = touches.every((touch) => !isSealed(sealTouch(touch, run)));
    if (isKept)
      return patched(
        { title, base, ...place },
        {
          undo: changePatch(after, touches),
          done: testPatch(after, touches),
          before: testPatch(before, request.touches),
        },
      );
  }
  if (request?.op === 'create' && after !== undefined) {
    const content = wholeTest(after);
    // Only the content is tested: what its metadata holds is not written down.
    if (!isSealed(sealObject({ ...after, metadata: { name: ref.name } }, run)))
      return created({ title, base, ...place }, content);
  }
  if (request?.op === 'delete' && before !== undefined) {
    const object = recreatable(before);
    if (!isSealed(sealObject(object, run))) return deleted({ title, base, ...place }, object, wholeTest(before));
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
      `if holds ${target} ${namespace} ${base}-done.json; then state=done`,
      `elif holds ${target} ${namespace} ${base}-before.json; then state=before`,
      'else state=changed; fi',
    ].join('\n'),
    undo: `k patch ${target} ${inNamespace(namespace)}--type=json --field-manager=harden --patch-file "$here/${base}-undo.json"`,
  };
}

function created({ title, base, target, namespace }: Common, content: readonly PatchOperation[]): Part {
  return {
    title,
    files: { [`${base}-done.json`]: json(content) },
    look: [
      `if [ -z "$(k get ${target} ${inNamespace(namespace)}--ignore-not-found -o name)" ]; then state=before`,
      `elif holds ${target} ${namespace} ${base}-done.json; then state=done`,
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
      `if [ -z "$(k get ${target} ${inNamespace(namespace)}--ignore-not-found -o name)" ]; then state=done`,
      `elif holds ${target} ${namespace} ${base}-before.json; then state=before`,
      'else state=changed; fi',
    ].join('\n'),
    undo: `k create --field-manager=harden -f "$here/${base}-object.json"`,
  };
}

function scriptOf(run: string, cluster: ClusterIdentity, parts: readonly Part[]): string {
  return `${[
    '#!/bin/sh',
    `# Takes back run ${run} with kubectl alone: all of it, or nothing when something was changed since.`,
    `# Made on ${printable(cluster.server)}. KUBE_CONTEXT names another context for the same cluster.`,
    'set -u',
    'here=$(cd "$(dirname "$0")" && pwd)',
    `context=${quote(cluster.context)}`,
    'given=$(printenv KUBE_CONTEXT) && context=$given',
    'k() { if [ -n "$context" ]; then kubectl --context "$context" "$@"; else kubectl "$@"; fi; }',
    'holds() {',
    '  if [ -n "$2" ]; then k patch "$1" -n "$2" --type=json --dry-run=server --patch-file "$here/$3" >/dev/null 2>&1',
    '  else k patch "$1" --type=json --dry-run=server --patch-file "$here/$3" >/dev/null 2>&1; fi',
    '}',
    '',
    ...clusterTest(cluster),
    '',
    '# Look at everything first.',
    'refused=0',
    ...parts.flatMap(({ look, title }, index) => [
      look,
      `state${index}=$state`,
      `if [ "$state" = changed ]; then echo ${quote(`changed since, left alone: ${title}`)} >&2; refused=1; fi`,
      `if [ "$state" = lost ]; then echo ${quote(`not undone, its value was a credential and was not kept: ${title}`)} >&2; refused=1; fi`,
    ]),
    'if [ "$refused" = 1 ]; then echo "error: nothing was changed." >&2; exit 1; fi',
    '',
    ...parts.flatMap(({ undo, title }, index) => [
      `if [ "$state${index}" = done ]; then`,
      `  echo ${quote(title)}`,
      `  ${undo} || exit 1`,
      'fi',
    ]),
  ].join('\n')}\n`;
}

/** Who may not read kube-system has no such id: the context alone says then which cluster it is. */
function clusterTest({ id }: ClusterIdentity): readonly string[] {
  if (!UID.test(id)) return [];
  return [
    "id=$(k get namespace kube-system -o 'jsonpath={.metadata.uid}') || exit 1",
    `if [ "$id" != ${quote(id)} ]; then echo "error: this is another cluster. Nothing was changed." >&2; exit 1; fi`,
  ];
}

const UID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function inNamespace(namespace: string): string {
  return namespace === "''" ? '' : `-n ${namespace} `;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

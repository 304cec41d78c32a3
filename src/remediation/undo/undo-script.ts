/** Undo for people who have nothing but kubectl: patches with tests, manifests, and a script that runs them. Pure. */
import type { StepPreview } from '../../model/plan.ts';
import type { ClusterIdentity, SourceType } from '../../model/ports.ts';
import { printable } from '../../text/printable.ts';
import { shellQuote } from '../../text/shell.ts';
import type { RunFiles } from '../journal/run-journal.ts';
import { filesScript } from './file-script.ts';
import { type Part, partOf } from './undo-script-step.ts';

/** `undo.sh`, and what it reads in the folder `undo`. Steps are those that will be written. */
export function undoFiles(run: string, cluster: ClusterIdentity, steps: readonly StepPreview[]): RunFiles {
  const parts = steps.toReversed().map((step) => partOf(step, run));
  const undo = Object.fromEntries(parts.flatMap(({ files }) => Object.entries(files)));
  return { undo, '.': { 'undo.sh': scriptOf(run, cluster, parts) } };
}

/** What a run has beside its journal from the start. */
export function firstFiles(
  run: string,
  {
    kind,
    type,
    cluster,
    steps,
  }: Written & { readonly cluster: ClusterIdentity; readonly steps: readonly StepPreview[] },
): RunFiles {
  if (hasScript(kind, type)) return undoFiles(run, cluster, steps);
  return kind === 'apply' && type === 'files' ? { '.': { 'undo.sh': filesScript(run) } } : {};
}

interface Written {
  readonly kind: 'apply' | 'undo';
  readonly type: SourceType;
}

/** With kubectl; files have one of their own, and an undo is not undone by a script. */
export function hasScript(kind: 'apply' | 'undo', type: SourceType): boolean {
  return kind === 'apply' && type === 'live';
}

/** What the script has to know of a step that was written: which object it made. Without it the content has to tell. */
export function writtenFiles(step: StepPreview, uid: string | undefined, run: string): RunFiles {
  return step.request?.op === 'create' && uid !== undefined ? { undo: partOf(step, run, uid).files } : {};
}

function scriptOf(run: string, cluster: ClusterIdentity, parts: readonly Part[]): string {
  return `${[
    '#!/bin/sh',
    `# Takes back run ${run} with kubectl alone: all of it, or nothing when something was changed since.`,
    `# Made on ${printable(cluster.server)}. KUBE_CONTEXT names another context for the same cluster.`,
    'set -u',
    'here=$(cd "$(dirname "$0")" && pwd)',
    `context=${shellQuote(cluster.context)}`,
    'given=$(printenv KUBE_CONTEXT) && context=$given',
    'k() { if [ -n "$context" ]; then kubectl --context "$context" "$@"; else kubectl "$@"; fi; }',
    ...HELPERS,
    '',
    ...clusterTest(cluster),
    '',
    '# Look at everything first.',
    'refused=0',
    ...parts.flatMap(({ look, title }, index) => [
      look,
      `state${index}=$state`,
      `if [ "$state" = changed ]; then echo ${shellQuote(`changed since, left alone: ${title}`)} >&2; refused=1; fi`,
      `if [ "$state" = gone ]; then echo ${shellQuote(`gone, nothing to undo: ${title}`)} >&2; fi`,
      `if [ "$state" = lost ]; then echo ${shellQuote(`not undone, its value was a credential and was not kept: ${title}`)} >&2; refused=1; fi`,
    ]),
    'if [ "$refused" = 1 ]; then echo "error: nothing was changed." >&2; exit 1; fi',
    '',
    ...parts.flatMap(({ undo, title }, index) => [
      `if [ "$state${index}" = done ]; then`,
      `  echo ${shellQuote(title)}`,
      `  ${undo} || exit 1`,
      'fi',
    ]),
  ].join('\n')}\n`;
}

/** What cannot be looked at is not known to be as it was: the script ends. */
const HELPERS: readonly string[] = [
  'unseen() { echo "error: kubectl could not look at $1. Nothing was changed." >&2; exit 1; }',
  '# Sets found: the name of the object, or nothing when it is not there.',
  'look_up() {',
  '  if [ -n "$2" ]; then found=$(k get "$1" -n "$2" --ignore-not-found -o name) || unseen "$1"',
  '  else found=$(k get "$1" --ignore-not-found -o name) || unseen "$1"; fi',
  '}',
  '# Whether the object is as the tests of a patch say: they are tried, nothing is stored.',
  'holds() {',
  '  if [ -n "$2" ]; then said=$(k patch "$1" -n "$2" --type=json --dry-run=server --patch-file "$here/$3" 2>&1)',
  '  else said=$(k patch "$1" --type=json --dry-run=server --patch-file "$here/$3" 2>&1); fi && return 0',
  '  case $said in',
  '    *"(Forbidden)"*|*"(Unauthorized)"*|*"Unable to connect"*|*"onnection refused"*|*imeout*|*"timed out"*)',
  '      printf "%s\\n" "$said" | LC_ALL=C tr -cd "[:print:]\\n" >&2',
  '      unseen "$1" ;;',
  '  esac',
  '  return 1',
  '}',
];

/** Who may not read kube-system has no such id: the context alone says then which cluster it is. */
function clusterTest({ id }: ClusterIdentity): readonly string[] {
  if (!UID.test(id)) return [];
  return [
    "id=$(k get namespace kube-system -o 'jsonpath={.metadata.uid}') || unseen 'namespace kube-system'",
    `if [ "$id" != ${shellQuote(id)} ]; then echo "error: this is another cluster. Nothing was changed." >&2; exit 1; fi`,
  ];
}

const UID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

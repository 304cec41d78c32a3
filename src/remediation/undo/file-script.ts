/** Undo for people who have nothing but a shell: the bytes of each file, given back when they are what the run wrote. Pure. */
import type { StepPreview } from '../../model/plan.ts';
import { type FileBytes, filesIn, restoreOf } from '../../model/restore.ts';
import type { Json } from '../../plugin-api/index.ts';
import { encoded } from '../../text/encoding.ts';
import { shellQuote } from '../../text/shell.ts';
import type { RunFiles } from '../journal/run-journal.ts';
import { scriptName } from '../journal/scripts.ts';
import { nameOf } from '../words.ts';

/** What the script reads of one step, in the folder `undo`: on disk before the step is written. */
export function fileScript(step: StepPreview, restore: Json): RunFiles {
  const found = restoreOf(restore);
  if (found === undefined) return {};
  const title = shellQuote(`${step.step}  ${nameOf(step.ref)}`);
  const base = scriptName(step.step);
  const parts = filesIn(found).map((file, index) => partOf(file, title, `${base}-${index + 1}`));
  const olds = Object.fromEntries(parts.flatMap((part) => Object.entries(part.olds)));
  return { undo: { ...olds, [`${base}.sh`]: `${parts.flatMap(({ lines }) => lines).join('\n')}\n` } };
}

function partOf({ file, before, after, pieces, encoding = 'utf-8' }: FileBytes, title: string, base: string) {
  const isWhole = pieces.every(({ object, isLost }) => object === undefined && isLost !== true);
  const kept = isWhole ? pieces : [];
  const head = `${title} ${shellQuote(file)} ${before ?? 'none'} ${after ?? 'none'}${isWhole ? '' : ' lost'}`;
  return {
    olds: Object.fromEntries(kept.map(({ old }, index) => [`${base}-${index + 1}.old`, encoded(old, encoding)])),
    lines: [
      `if begin ${head}; then`,
      ...kept.map(({ at, length }, index) => `  piece ${at} ${length} ${base}-${index + 1}.old`),
      '  finish',
      'fi',
    ],
  };
}

/** The same for every run of files: what it does stands in the folder `undo`. */
export function filesScript(run: string): string {
  return `${[
    '#!/bin/sh',
    `# Takes back run ${run} without kubectl: all of it, or nothing when a file was changed since.`,
    ...SCRIPT,
  ].join('\n')}\n`;
}

/** Everything is done on copies first; the files follow when every copy came out as it was before the run. */
const SCRIPT: readonly string[] = [
  'set -u',
  'here=$(cd "$(dirname "$0")" && pwd)',
  'work=$(mktemp -d) || exit 1',
  'trap \'rm -rf "$work"\' EXIT',
  'refused=0 count=0',
  'sum() {',
  '  if [ ! -e "$1" ]; then echo none',
  '  elif command -v sha256sum >/dev/null 2>&1; then sha256sum <"$1" | cut -d " " -f 1',
  '  else shasum -a 256 <"$1" | cut -d " " -f 1; fi',
  '}',
  'refuse() { echo "$1: $title" >&2; refused=1; return 1; }',
  '# Sets copy: where the file is worked on. The first time it is copied, and its name is kept beside it.',
  'copy_of() {',
  '  i=1',
  '  while [ "$i" -le "$count" ]; do',
  '    copy=$work/$i',
  '    if [ "$(cat "$copy.name")" = "$1" ]; then return 0; fi',
  '    i=$((i + 1))',
  '  done',
  '  count=$i copy=$work/$i',
  '  printf "%s" "$1" >"$copy.name"',
  '  if [ -e "$1" ]; then cat "$1" >"$copy" || exit 1; fi',
  '}',
  '# begin TITLE FILE BEFORE AFTER [lost]: fails where there is nothing to give back.',
  'begin() {',
  '  title=$1 file=$2 before=$3 after=$4 from=0',
  '  copy_of "$file"',
  '  now=$(sum "$copy")',
  '  if [ "$now" = "$before" ]; then return 1; fi',
  '  if [ "$now" != "$after" ]; then refuse "changed since, left alone"; return 1; fi',
  '  if [ "$#" -gt 4 ]; then refuse "not undone, some of it was a credential and was not kept"; return 1; fi',
  '  echo "$title"',
  '  : >"$copy.next"',
  '  touch "$copy.changed"',
  '}',
  '# piece AT LENGTH OLD: the bytes up to AT stay, LENGTH bytes from there give way to the old ones.',
  'piece() {',
  '  if [ "$1" -gt "$from" ]; then tail -c +$((from + 1)) "$copy" | head -c $(($1 - from)) >>"$copy.next"; fi',
  '  cat "$here/undo/$3" >>"$copy.next" || exit 1',
  '  from=$(($1 + $2))',
  '}',
  'finish() {',
  '  if [ "$before" = none ]; then rm -f "$copy" "$copy.next"; return 0; fi',
  '  if [ -e "$copy" ]; then tail -c +$((from + 1)) "$copy" >>"$copy.next"; fi',
  '  mv "$copy.next" "$copy"',
  '  [ "$(sum "$copy")" = "$before" ] || refuse "it does not come out as it was before"',
  '}',
  '',
  'for step in $(ls -r "$here/undo" 2>/dev/null | grep "\\.sh$"); do . "$here/undo/$step"; done',
  'if [ "$refused" = 1 ]; then echo "error: nothing was changed." >&2; exit 1; fi',
  '',
  'i=0',
  'while [ "$i" -lt "$count" ]; do',
  '  i=$((i + 1))',
  '  copy=$work/$i',
  '  if [ ! -e "$copy.changed" ]; then continue; fi',
  '  file=$(cat "$copy.name")',
  '  if [ ! -e "$copy" ]; then rm "$file" || exit 1; continue; fi',
  '  beside=$(mktemp "$(dirname "$file")/.undo.XXXXXX") || exit 1',
  '  if [ -e "$file" ]; then cp -p "$file" "$beside"; else chmod 644 "$beside"; fi',
  '  { cat "$copy" >"$beside" && mv "$beside" "$file"; } || { rm -f "$beside"; exit 1; }',
  'done',
];

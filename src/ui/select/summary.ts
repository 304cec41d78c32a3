/** What is left on the normal screen after the walk: what was done, how to take it back, how to go on. */

import type { StepProgress } from '../../model/plan.ts';
import { inRows } from '../../model/rows/to-decide.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import type { NavState, Run } from '../../store/nav.ts';
import type { HardenState } from '../../store/state.ts';
import { printable } from '../../text/printable.ts';
import { grouped } from '../../text/words.ts';
import type { WalkOptions } from '../options.ts';
import { duration, twoDigits } from '../words.ts';
import { focusedEntry, focusedItem } from './checklist.ts';
import { isWholeReading, progressOf, progressText } from './progress.ts';
import { isWritten, tallyOf } from './run.ts';
import { countFindings, shownTotals } from './totals.ts';

const LABEL = 10;

/** `isThere`: whether an object is among those that were read last. */
export function summaryOf(
  harden: HardenState,
  nav: NavState,
  options: WalkOptions,
  isThere: (ref: ObjectRef) => boolean = () => true,
): readonly string[] {
  const { snapshot } = harden;
  if (snapshot === undefined) return [];
  const context = printable(options.context);
  const flags = options.sourceFlags ?? '';
  const all = [...nav.runs, ...underWay(harden, nav)];
  const runs = all.flatMap((run) => (run.result === undefined ? [] : [runLine(run, run.result.run, context)]));
  const last = lastStanding(all);
  return [
    ...runs,
    countsLine(harden, snapshot, nav, isThere),
    ...(last === undefined ? [] : [`${label('undo')}${options.command} undo ${last}${flags}`]),
    `${label('go on')}${options.command}${flags}${options.sessionFlags ?? ''}${positionText(harden, nav)}`,
  ];
}

/** Of a picture that is not whole nothing is compared: what is missing in it was not fixed. */
function countsLine(
  harden: HardenState,
  snapshot: ScanSnapshot,
  nav: NavState,
  isThere: (ref: ObjectRef) => boolean,
): string {
  if (harden.phase === 'connecting' || harden.phase === 'reading')
    return `${label('decisions')}not counted: the reading had not ended`;
  const now = shownTotals(snapshot);
  const { first } = nav;
  if (first === undefined || !isWholeReading(harden))
    return `${label('decisions')}${grouped(now.decisions)}${inRows(now)}    findings ${grouped(now.findings)}`;
  const became = progressText(progressOf(first, snapshot, nav, isThere));
  const decisions = `${change(first.length, now.decisions)}${inRows(now)}`;
  const counts = `${decisions}    findings ${change(countFindings(first), now.findings)}`;
  return `${label('decisions')}${counts}${became === '' ? '' : `    ${became}`}`;
}

/** The last run of this session of which something stands still. */
function lastStanding(runs: readonly Run[]): string | undefined {
  const undone = new Set(
    runs.flatMap(({ kind, preview, result }) =>
      kind === 'undo' ? (result?.steps ?? []).filter(isDone).map(({ step }) => `${preview.undoes} ${step}`) : [],
    ),
  );
  const stands = ({ kind, result }: Run): boolean =>
    kind === 'apply' &&
    result?.steps.some((step) => isWritten(step) && !undone.has(`${result.run} ${step.step}`)) === true;
  return runs.findLast(stands)?.result?.run;
}

function isDone({ phase }: StepProgress): boolean {
  return phase === 'verified';
}

/** A run that was left before its end, with what it did until then; nothing when it had not begun to write. */
function underWay({ run: progress }: HardenState, { run }: NavState): readonly Run[] {
  if (run === undefined || run.endedAt !== undefined || progress === undefined || progress.run === '') return [];
  // A change that was sent may stand, whether or not its answer came.
  const steps = progress.steps.map((step) => (step.phase === 'written' ? { ...step, mayStand: true as const } : step));
  const result = { ...progress, steps, outcome: 'failed' as const, resolved: [], introduced: [] };
  return [{ ...run, result }];
}

function label(text: string): string {
  return text.padEnd(LABEL);
}

function change(before: number, after: number): string {
  return before === after ? grouped(after) : `${grouped(before)} -> ${grouped(after)}`;
}

function runLine(run: Run, id: string, context: string): string {
  const { done, failed, left } = tallyOf(run.result?.steps ?? []);
  const word = run.kind === 'undo' ? 'undone' : 'applied';
  const head = `${label('run')}${id}  ${context}   `;
  if (run.endedAt === undefined) return `${head}${done} of ${done + failed + left} ${word} when you quit`;
  return `${head}${done} ${word}, ${failed} failed, ${left} not run   ${duration(Math.max(0, run.endedAt - run.startedAt))}`;
}

function positionText(harden: HardenState, nav: NavState): string {
  const item = focusedItem(harden.snapshot, nav);
  if (item === undefined || nav.firstCounts === undefined) return '';
  const entry = focusedEntry(item, nav);
  const at = entry?.kind === 'decision' ? item.rows.findIndex(({ id }) => id === entry.id) + 1 : 0;
  const number = twoDigits(item.number);
  return `    (opens item ${number}${at > 0 ? `, row ${at}` : ''})`;
}

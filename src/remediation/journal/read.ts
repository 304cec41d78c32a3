/** Journals read back: also those of runs that were killed in the middle of a line. */
import { basename, join } from 'node:path';
import {
  JOURNAL_FORMAT,
  type JournalEntry,
  type PlannedStep,
  type RunHeader,
  type StepIntent,
  type StepOutcome,
} from '../../model/journal.ts';
import type { RunSummary } from '../../model/plan.ts';
import { checkedLink, isWhole, NO_LINK } from './chain.ts';
import { parseEntry } from './entry.ts';
import type { JournalFiles } from './files.ts';
import { JOURNAL_FILE, runsFolder } from './run-journal.ts';
import { runStateOf } from './run-state.ts';

export interface RecordedStep {
  readonly intent: StepIntent;
  readonly outcome?: StepOutcome;
  /** An undo run took it back. */
  readonly isUndone: boolean;
}

export interface RecordedRun {
  readonly header: RunHeader;
  readonly folder: string;
  /** In the order in which they were written. */
  readonly steps: readonly RecordedStep[];
  /** Of an undo: changes that it found to have nothing to take back. They have an outcome and no intent. */
  readonly settled: readonly number[];
  /** Planned, and nobody knows whether they began: the journal ends without saying so, and no undo found them as before. */
  readonly missing: readonly PlannedStep[];
  /** Why it cannot be trusted: a sentence. */
  readonly damage?: string;
}

/** Oldest first. Folders without a whole first line are runs that ended before their first write. */
export function readRuns(stateFolder: string, files: JournalFiles): readonly RecordedRun[] {
  const folder = runsFolder(stateFolder);
  const runs = files.list(folder).flatMap((name) => readRun(join(folder, name), files) ?? []);
  runs.sort((left, right) => compare(left.header.at, right.header.at) || compare(left.header.run, right.header.run));
  return runs.map((run) => withUndone(run, runs));
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A run whose journal does not tell which run and cluster it is of. */
export interface LostRun {
  /** Of its folder, which is that of the run. */
  readonly name: string;
  /** A sentence. */
  readonly text: string;
}

export function unreadableRuns(stateFolder: string, files: JournalFiles): readonly LostRun[] {
  const folder = runsFolder(stateFolder);
  return files.list(folder).flatMap((name) => {
    const problem = headProblem(join(folder, name), files);
    return problem === undefined ? [] : [{ name, text: `${problem}: what that run changed is not listed.` }];
  });
}

/** Without a journal only a run that left more than its folder has begun. */
function headProblem(folder: string, files: JournalFiles): string | undefined {
  const file = join(folder, JOURNAL_FILE);
  const text = files.read(file);
  if (text === undefined) {
    const hasScript = files.list(folder).some((name) => name === 'undo.sh' || name === 'undo');
    return hasScript ? `${file} is missing` : undefined;
  }
  const [first] = linesIn(text);
  if (first === undefined) return `Line 1 of ${file} is cut off`;
  return parseEntry(first)?.type === 'run' ? undefined : `Line 1 of ${file} is damaged`;
}

/**
 * What follows the last line end was torn off, unless only the line end is missing: its write never began, or its outcome
 * is looked up in the object.
 */
function linesIn(text: string): readonly string[] {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  return isWhole(last) ? [...lines, last] : lines;
}

function readRun(folder: string, files: JournalFiles): RecordedRun | undefined {
  const lines = linesIn(files.read(join(folder, JOURNAL_FILE)) ?? '');
  const [first, ...rest] = lines.map(parseEntry);
  if (first?.type !== 'run') return undefined;
  const open = files.distrust?.(join(folder, JOURNAL_FILE));
  const damage =
    open === undefined ? damageOf(folder, lines, [first, ...rest]) : `Its journal is not believed: ${open}.`;
  const entries = rest.filter((entry) => entry !== undefined);
  return {
    header: first,
    folder,
    steps: stepsOf(entries),
    settled: settledOf(entries),
    missing: missingOf(first, entries),
    ...(damage === undefined ? {} : { damage }),
  };
}

/** None after a line that says so, or after a change that failed: there the run ended. */
function missingOf({ plan = [] }: RunHeader, entries: readonly JournalEntry[]): readonly PlannedStep[] {
  if (entries.some((entry) => entry.type === 'end' || (entry.type === 'outcome' && entry.result === 'failed')))
    return [];
  const begun = new Set(entries.flatMap((entry) => (entry.type === 'intent' ? [entry.step] : [])));
  return plan.filter(({ step }) => !begun.has(step));
}

/** Why what the journal says is not believed. */
function damageOf(
  folder: string,
  lines: readonly string[],
  [header, ...rest]: readonly [RunHeader, ...(JournalEntry | undefined)[]],
): string | undefined {
  const file = join(folder, JOURNAL_FILE);
  if (header.format !== JOURNAL_FORMAT)
    return `${file} has the format ${header.format ?? 1}, and only ${JOURNAL_FORMAT} is read.${otherWay(header)}`;
  let link: string | undefined = NO_LINK;
  for (const [index, line] of lines.entries()) {
    const entry = index === 0 ? header : rest[index - 1];
    if (entry === undefined) return `Line ${index + 1} of ${file} is damaged.`;
    link = checkedLink(line, link);
    if (link === undefined || (index > 0 && entry.type === 'run'))
      return `Line ${index + 1} of ${file} is not as it was written, or a line before it is missing.`;
  }
  return header.run === basename(folder) ? undefined : `${file} is of another run: ${header.run}.`;
}

/** Live runs have always had a script. */
function otherWay({ source }: RunHeader): string {
  return source === 'live' || source === undefined ? ' undo.sh beside it may take the run back.' : '';
}

function stepsOf(entries: readonly JournalEntry[]): readonly RecordedStep[] {
  const outcomes = new Map(entries.flatMap((entry) => (entry.type === 'outcome' ? [[entry.step, entry]] : [])));
  return entries.flatMap((entry) => {
    if (entry.type !== 'intent') return [];
    const outcome = outcomes.get(entry.step);
    return [{ intent: entry, ...(outcome === undefined ? {} : { outcome }), isUndone: false }];
  });
}

function settledOf(entries: readonly JournalEntry[]): readonly number[] {
  const meant = new Set(entries.flatMap((entry) => (entry.type === 'intent' ? [entry.step] : [])));
  return entries.flatMap((entry) =>
    entry.type === 'outcome' && entry.result === 'undone' && !meant.has(entry.step) ? [entry.step] : [],
  );
}

function withUndone(run: RecordedRun, runs: readonly RecordedRun[]): RecordedRun {
  const undone = new Set(
    runs
      .filter(({ header, damage }) => header.undoes === run.header.run && damage === undefined)
      .flatMap(({ steps, settled }) => [
        ...steps.filter(({ outcome }) => outcome?.result === 'undone').map(({ intent }) => intent.step),
        ...settled,
      ]),
  );
  return {
    ...run,
    steps: run.steps.map((step) => ({ ...step, isUndone: undone.has(step.intent.step) })),
    missing: run.missing.filter(({ step }) => !undone.has(step)),
  };
}

/** `intended`: nobody recorded how it ended; undo looks at the object. */
export function stepState({ outcome, isUndone }: RecordedStep): RunSummary['steps'][number]['state'] {
  if (isUndone) return 'undone';
  if (outcome === undefined || outcome.maybeWritten === true) return 'intended';
  return outcome.result === 'applied' ? 'applied' : outcome.result === 'undone' ? 'undone' : 'failed';
}

export function summaryOf(run: RecordedRun): RunSummary {
  const { header, folder, steps, missing } = run;
  const kind = header.undoes === undefined ? 'apply' : 'undo';
  const planned = header.planned ?? steps.length;
  return {
    run: header.run,
    kind,
    at: header.at,
    cluster: header.cluster,
    ...(header.undoes === undefined ? {} : { undoes: header.undoes }),
    // What nobody knows of stands until it was looked at.
    state: runStateOf(kind, [...steps.map(stepState), ...missing.map(() => 'intended' as const)], planned),
    planned,
    steps: steps.map((step) => ({
      step: step.intent.step,
      title: step.intent.title,
      ref: step.intent.ref,
      state: stepState(step),
    })),
    folder,
    ...(run.damage === undefined ? {} : { damage: run.damage }),
  };
}

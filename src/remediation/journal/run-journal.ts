/** The journal of one run while it is written: one folder, one line a step, on disk before the write goes out. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { errorCode } from '../../disk/errors.ts';
import type { JournalEntry, RunHeader, StepIntent, StepOutcome } from '../../model/journal.ts';
import { entryLine } from './entry.ts';
import type { JournalFiles } from './files.ts';

export const JOURNAL_FILE = 'journal.jsonl';
const ATTEMPTS = 5;

export function runsFolder(stateFolder: string): string {
  return join(stateFolder, 'runs');
}

/** UTC time and 4 hex digits, so that names sort by time: `20261122T140211Z-7f3a`. */
export function newRunId(now: Date): string {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  return `${time}-${randomBytes(2).toString('hex')}`;
}

export interface RunJournal {
  readonly run: string;
  readonly folder: string;
  readonly intent: (intent: Omit<StepIntent, 'type'>) => void;
  readonly outcome: (outcome: Omit<StepOutcome, 'type'>) => void;
  /** Other text for files that are there: whoever reads them finds the old one or the new one. */
  readonly replace: (files: RunFiles) => void;
  /** Removes it: for a run that never began a change. */
  readonly discard: () => void;
}

/** Further files of the run's folder, by folder below it and name. */
export type RunFiles = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Where journals are kept, and how they are written there. */
export interface JournalPlace {
  readonly stateFolder: string;
  readonly files: JournalFiles;
}

/** Makes the folder with its header and files. Throws what the file system says: then nothing may be written. */
export function openRunJournal(
  { stateFolder, files }: JournalPlace,
  header: Omit<RunHeader, 'type' | 'run'>,
  filesOf: (run: string) => RunFiles,
): RunJournal {
  const { run, folder } = newFolder(stateFolder, header, files);
  const discard = () => discardFolder(folder, files);
  try {
    for (const [below, texts] of Object.entries(filesOf(run)))
      files.createAll(join(folder, below), new Map(Object.entries(texts)));
  } catch (error) {
    discard();
    throw error;
  }
  const append = (entry: JournalEntry) => files.append(join(folder, JOURNAL_FILE), entryLine(entry));
  return {
    run,
    folder,
    intent: (intent) => append({ type: 'intent', ...intent }),
    outcome: (outcome) => append({ type: 'outcome', ...outcome }),
    replace: (texts) => replaceAll(folder, texts, files),
    discard,
  };
}

function replaceAll(folder: string, replaced: RunFiles, files: JournalFiles): void {
  for (const [below, texts] of Object.entries(replaced)) {
    for (const [name, text] of Object.entries(texts)) {
      const path = join(folder, below, name);
      files.create(`${path}.new`, text);
      files.rename(`${path}.new`, path);
    }
  }
}

function newFolder(stateFolder: string, header: Omit<RunHeader, 'type' | 'run'>, files: JournalFiles) {
  for (let attempt = 1; ; attempt++) {
    const run = newRunId(new Date(header.at));
    const folder = join(runsFolder(stateFolder), run);
    files.makeFolder(folder);
    try {
      files.create(join(folder, JOURNAL_FILE), entryLine({ type: 'run', run, ...header }));
      return { run, folder };
    } catch (error) {
      if (errorCode(error) === 'EEXIST' && attempt < ATTEMPTS) continue;
      // A journal that is there is of another run.
      if (files.read(join(folder, JOURNAL_FILE)) === undefined) discardFolder(folder, files);
      throw error;
    }
  }
}

/** What cannot be removed either is left: a run that never began is in no list. */
function discardFolder(folder: string, files: JournalFiles): void {
  try {
    files.removeFolder(folder);
  } catch {
    // The error to tell is the one that came before.
  }
}

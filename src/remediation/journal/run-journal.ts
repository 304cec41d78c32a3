/** The journal of one run while it is written: one folder, one line a step, on disk before the write goes out. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  JOURNAL_FORMAT,
  type JournalEntry,
  type RunHeader,
  type StepIntent,
  type StepOutcome,
} from '../../model/journal.ts';
import { errorCode } from '../../text/errors.ts';
import { NO_LINK, withLink } from './chain.ts';
import { entryJson } from './entry.ts';
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
  /** Further files of its folder, on disk when it returns; for what is known only right before a change. */
  readonly add: (files: RunFiles) => void;
  readonly outcome: (outcome: Omit<StepOutcome, 'type'>) => void;
  /** Other text for files that are there: whoever reads them finds the old one or the new one. */
  readonly replace: (files: RunFiles) => void;
  /** Says that nothing begins any more. */
  readonly end: (at: string) => void;
  /** Removes it: for a run that never began a change. */
  readonly discard: () => void;
}

/** Further files of the run's folder, by folder below it and name. */
export type RunFiles = Readonly<Record<string, Readonly<Record<string, string | Buffer>>>>;

/** Where journals are kept, and how they are written there. */
export interface JournalPlace {
  readonly stateFolder: string;
  readonly files: JournalFiles;
}

/** By the name of the run. */
type NewHeader = (run: string) => Omit<RunHeader, 'type' | 'run' | 'format'>;

/** Makes the folder with its header and files. Throws what the file system says: then nothing may be written. */
export function openRunJournal(
  { stateFolder, files }: JournalPlace,
  { at, header }: { readonly at: string; readonly header: NewHeader },
  filesOf: (run: string) => RunFiles,
): RunJournal {
  const { run, folder, link } = newFolder(stateFolder, { at, header }, files);
  const discard = () => discardFolder(folder, files);
  try {
    addAll(folder, filesOf(run), files);
  } catch (error) {
    discard();
    throw error;
  }
  let last: string | undefined = link;
  const append = (entry: JournalEntry) => {
    // Behind a line that may be torn none can be read.
    if (last === undefined) throw new Error('the line before is not whole');
    const linked = withLink(entryJson(entry), last);
    last = undefined;
    files.append(join(folder, JOURNAL_FILE), `${linked.line}\n`);
    last = linked.link;
  };
  return {
    run,
    folder,
    intent: (intent) => append({ type: 'intent', ...intent }),
    outcome: (outcome) => append({ type: 'outcome', ...outcome }),
    end: (at) => append({ type: 'end', at }),
    add: (added) => addAll(folder, added, files),
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

function addAll(folder: string, added: RunFiles, files: JournalFiles): void {
  for (const [below, texts] of Object.entries(added))
    files.createAll(join(folder, below), new Map(Object.entries(texts)));
}

function newFolder(
  stateFolder: string,
  { at, header }: { readonly at: string; readonly header: NewHeader },
  files: JournalFiles,
) {
  for (let attempt = 1; ; attempt++) {
    const run = newRunId(new Date(at));
    const folder = join(runsFolder(stateFolder), run);
    files.makeFolder(folder);
    try {
      const first = withLink(entryJson({ type: 'run', format: JOURNAL_FORMAT, run, ...header(run) }), NO_LINK);
      files.create(join(folder, JOURNAL_FILE), `${first.line}\n`);
      return { run, folder, link: first.link };
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

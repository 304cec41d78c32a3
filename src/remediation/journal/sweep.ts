/** What killed processes left in the state folder. */
import { join } from 'node:path';
import { isLeftover } from '../../disk/leftovers.ts';
import type { JournalFiles } from './files.ts';
import { JOURNAL_FILE, runsFolder } from './run-journal.ts';

/**
 * Under the lock: nobody else writes runs meanwhile. A folder without a journal is of a run that never began; one that has
 * a script had a journal, and is told of instead. What cannot be removed is in nobody's way.
 */
export function sweepState(stateFolder: string, files: JournalFiles): void {
  try {
    clear(stateFolder, isLeftover, files);
    const runs = runsFolder(stateFolder);
    for (const run of files.list(runs)) sweepRun(join(runs, run), files);
  } catch {
    // It is tried again with the next run.
  }
}

function sweepRun(folder: string, files: JournalFiles): void {
  const names = files.list(folder);
  const isEmpty = names.every(isLeftover);
  if (isEmpty && !names.includes(JOURNAL_FILE)) files.removeFolder(folder);
  else {
    clear(folder, isLeftover, files);
    clear(join(folder, 'undo'), (name) => name.endsWith('.new') || isLeftover(name), files);
  }
}

function clear(folder: string, isLeft: (name: string) => boolean, files: JournalFiles): void {
  for (const name of files.list(folder)) if (isLeft(name)) files.remove(join(folder, name));
}

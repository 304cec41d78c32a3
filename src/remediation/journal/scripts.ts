/** Names of what stands beside a journal for people who have nothing but a shell. */
import { join } from 'node:path';
import type { JournalFiles } from './files.ts';

/** Of one change of files, without its ending. */
export function scriptName(step: number): string {
  return String(step).padStart(4, '0');
}

/** Whether a change of files began: its script is on disk after its intent, and before the change. */
export function hasScript(folder: string, step: number, files: JournalFiles): boolean {
  return files.list(join(folder, 'undo')).includes(`${scriptName(step)}.sh`);
}

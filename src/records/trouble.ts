/** What the file system says about records, as sentences: what, where, why, what to do. */
import { troubleText } from '../model/file-trouble.ts';
import { printable } from '../text/printable.ts';
import { RecordsError } from './document.ts';

const INSTEAD = 'name another place with --records or XDG_STATE_HOME';

/** Runs it; what is no RecordsError becomes one. `subject`: "The answer cannot be saved in". */
export async function told<T>(subject: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RecordsError) throw error;
    throw new RecordsError(troubleText(`${subject} ${printable(path)}`, error, { instead: INSTEAD }));
  }
}

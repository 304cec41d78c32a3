/** The real file system until a chosen operation; then it is full, or the process is dead. */
import { appendFileSync } from 'node:fs';
import type { JournalFiles } from '../../src/remediation/index.ts';
import { nodeFiles } from '../../src/remediation/journal/files.ts';

export interface FileFault {
  /** The nth writing operation (from 1) fails, and every one after it. */
  readonly nth: number;
  /** `torn`: half of the text of the failing operation is on disk. */
  readonly how: 'full' | 'torn';
}

export function faultyFiles(fault: FileFault): JournalFiles & { readonly writes: () => number } {
  let writes = 0;
  const guard = <T extends readonly unknown[]>(work: (...args: T) => void, torn?: (...args: T) => void) => {
    return (...args: T) => {
      writes++;
      if (writes === fault.nth && fault.how === 'torn') torn?.(...args);
      if (writes >= fault.nth)
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      work(...args);
    };
  };
  const half = (path: string, text: string) => appendFileSync(path, text.slice(0, text.length / 2));
  return {
    read: nodeFiles.read,
    list: nodeFiles.list,
    makeFolder: guard(nodeFiles.makeFolder),
    create: guard(nodeFiles.create),
    append: guard(nodeFiles.append, half),
    rename: guard(nodeFiles.rename),
    remove: guard(nodeFiles.remove),
    writes: () => writes,
  };
}

/** How a sample cluster was left, kept in a file: what differs from the bundled one. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { shortHash } from '../../model/canonical.ts';
import type { Stored } from './make.ts';

export interface Left {
  readonly version: number;
  readonly stored: readonly Stored[];
  /** Keys of objects that are gone. */
  readonly removed: readonly string[];
}

export interface Memory {
  /** `undefined`: nothing is kept, or it belongs to another edition of the sample. */
  load(): Left | undefined;
  save(left: Left): void;
}

/** Keeps nothing. */
export const NO_MEMORY: Memory = { load: () => undefined, save: () => undefined };

export function fileMemory(file: string, bundled: readonly Stored[]): Memory {
  const edition = shortHash([JSON.stringify(bundled)]);
  return {
    load: () => {
      const kept = readKept(file);
      return kept?.edition === edition ? kept : undefined;
    },
    save: (left) => {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(`${file}.new`, JSON.stringify({ edition, ...left }), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

/** Only this program writes the file; one that cannot be read is as good as none. */
function readKept(file: string): (Left & { readonly edition: string }) | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

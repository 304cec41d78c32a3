/** Small text files, as far as they are there. */
import { readFileSync, statSync } from 'node:fs';
import { isMissing } from './errors.ts';

/** `undefined` when there is no such file. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The same; a pipe or a device in its place is not waited for. */
export function readRegular(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? readText(path) : undefined;
}

/** Small text files, as far as they are there. */
import { constants, readFileSync, realpathSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
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

/** A regular file, and nothing else: a pipe is not waited for, even if it came in its place just now. */
export async function readFileNow(path: string): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!(await file.stat()).isFile()) throw Object.assign(new Error(`${path} is no file`), { code: 'ENOTFILE' });
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Where a path leads; what does not lead anywhere yet stays as it is. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

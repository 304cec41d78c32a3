/** Files beside a manifest that hold its new content until they take its place; a process that was killed leaves one. */
import { randomBytes } from 'node:crypto';
import { readdir, realpath, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

const OURS = /^\..+\.kubectl-harden-(\d+)-[0-9a-f]{12}\.tmp$/;

/** A name that tells whose it is, and of which process. */
export function nameBeside(path: string): string {
  const own = `kubectl-harden-${process.pid}-${randomBytes(6).toString('hex')}`;
  return join(dirname(path), `.${basename(path)}.${own}.tmp`);
}

export class Leftovers {
  readonly #cleared = new Set<string>();

  /** Before the first write in a folder. What cannot be removed stays: it is in nobody's way. */
  async clearBeside(path: string): Promise<void> {
    const folder = dirname(await realpath(path).catch(() => resolve(path)));
    if (this.#cleared.has(folder)) return;
    this.#cleared.add(folder);
    const names = await readdir(folder).catch(() => []);
    for (const name of names) if (isLeft(name)) await unlink(join(folder, name)).catch(() => undefined);
  }
}

/** One of this process is from another one that had its number, as in a container: nothing was written here yet. */
function isLeft(name: string): boolean {
  const pid = Number(OURS.exec(name)?.[1] ?? Number.NaN);
  return Number.isSafeInteger(pid) && (pid === process.pid || !isRunning(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

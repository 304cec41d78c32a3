/** Files beside a manifest that hold its new content until they take its place; a process that was killed leaves one. */
import { createHash, randomBytes } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { lstat, readdir, realpath, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { errorCode } from '../text/errors.ts';

const OURS = /^\..+\.kubectl-harden-(\d+)-([0-9a-f]{4})[0-9a-f]{8}\.tmp$/;
/** No write takes so long. */
const OLD_MS = 24 * 60 * 60 * 1000;

let known: string | undefined;

/** Numbers of processes mean something on one machine, and there in one container. Most commands never ask. */
export function here(): string {
  known ??= createHash('sha256').update(`${hostname()}\n${processSpace()}`).digest('hex').slice(0, 4);
  return known;
}

function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** A name that tells whose it is, and of which process. */
export function nameBeside(path: string): string {
  const own = `kubectl-harden-${process.pid}-${here()}${randomBytes(4).toString('hex')}`;
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
    for (const name of names) {
      const file = join(folder, name);
      if (isLeftover(name) || (OURS.test(name) && (await isOld(file)))) await unlink(file).catch(() => undefined);
    }
  }
}

/**
 * Whether the process that wrote it has ended. One of this process is from another one that had its number, as in a
 * container: nothing was written here yet. Of another machine or container nobody can tell.
 */
export function isLeftover(name: string): boolean {
  const [, number, place] = OURS.exec(name) ?? [];
  const pid = Number(number);
  return place === here() && isEnded(pid);
}

/** Of this machine and container. */
export function isEnded(pid: number): boolean {
  return Number.isSafeInteger(pid) && (pid === process.pid || !isRunning(pid));
}

async function isOld(file: string): Promise<boolean> {
  const found = await lstat(file).catch(() => undefined);
  return found?.isFile() === true && Date.now() - found.mtimeMs > OLD_MS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

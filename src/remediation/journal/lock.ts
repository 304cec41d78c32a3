/** One writer at a time: a lock file that names its process, so that one left by a dead process is taken over. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { errorCode } from '../../text/errors.ts';
import type { JournalFiles } from './files.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
}

/** Another process is writing. The message is a sentence. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
}

/** Locks held by this process: a file with our pid that is not among them was left by an earlier process of that pid. */
const held = new Set<string>();
const ATTEMPTS = 3;

/** Returns how to give it back. Throws LockedError, or what the file system says. */
export function takeLock(folder: string, files: JournalFiles): () => void {
  const path = join(folder, 'lock');
  const token = randomUUID();
  const mine: Holder = { pid: process.pid, host: hostname(), token };
  for (let attempt = 1; ; attempt++) {
    try {
      files.create(path, `${JSON.stringify(mine)}\n`);
      held.add(token);
      return () => {
        held.delete(token);
        if (holderOf(files.read(path))?.token === token) files.remove(path);
      };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      const text = files.read(path);
      // Given back in this very moment.
      if (text === undefined && attempt < ATTEMPTS) continue;
      const holder = holderOf(text);
      // Content that says nothing is never taken for a dead process.
      if (attempt >= ATTEMPTS || holder === undefined || isAlive(holder))
        throw new LockedError(lockedText(holder, path));
      takeOver(path, holder, files);
    }
  }
}

/** Whether a living process is writing. */
export function isLocked(folder: string, files: JournalFiles): boolean {
  const holder = holderOf(files.read(join(folder, 'lock')));
  return holder !== undefined && isAlive(holder);
}

/** Renamed before it is removed: of two processes that find the same stale lock one moves it, and only that file. */
function takeOver(path: string, holder: Holder, files: JournalFiles): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    files.rename(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = holderOf(files.read(aside));
  // Somebody was quicker: what was moved is their fresh lock, and they must have it back.
  if (moved?.token !== holder.token) {
    files.rename(aside, path);
    return;
  }
  files.remove(aside);
}

function holderOf(text: string | undefined): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    if (typeof value !== 'object' || value === null) return undefined;
    const { pid, host, token } = value as Readonly<Record<string, unknown>>;
    if (typeof pid !== 'number' || typeof host !== 'string' || typeof token !== 'string') return undefined;
    return { pid, host, token };
  } catch {
    return undefined;
  }
}

/** Of another machine (a shared home) nobody can tell: taken to be alive. */
function isAlive({ pid, host, token }: Holder): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return held.has(token);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

function lockedText(holder: Holder | undefined, path: string): string {
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`;
  return `${who} is changing something with this tool; when that is not so, remove ${path}`;
}

/** Folders below the system's own for temporary files, private to their owner; those of killed processes are swept. */
import { lstat, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { here, isEnded } from './leftovers.ts';

const OURS = /^kubectl-harden-(\d+)-([0-9a-f]{4})-[0-9A-Za-z]{6}$/;

let isSwept = false;

/** A new one, links resolved. Whoever makes it removes it. */
export async function temporaryFolder(): Promise<string> {
  if (!isSwept) await sweep();
  isSwept = true;
  return realpath(await mkdtemp(join(tmpdir(), `kubectl-harden-${process.pid}-${here()}-`)));
}

/** What cannot be removed stays: it is in nobody's way. */
async function sweep(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names) {
    const [, pid, place] = OURS.exec(name) ?? [];
    if (pid === undefined || place !== here() || !isEnded(Number(pid))) continue;
    const path = join(tmpdir(), name);
    if (await isMine(path)) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Anybody may put something there. */
async function isMine(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isDirectory() === true && found.uid === (process.getuid?.() ?? found.uid);
}

/** One builder at a time, across processes. */
import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../go.ts';

/** Runs the work while this process alone holds the lock file; a lock left behind by a dead process is taken over. */
export async function withLock(file: string, log: Log, work: () => Promise<void>): Promise<void> {
  let waiting = false;
  while (!(await take(file))) {
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (Number.isInteger(holder) && holder > 0 && !alive(holder)) {
      await rm(file, { force: true });
      continue;
    }
    if (!waiting) log(`waiting for the build of process ${holder}`);
    waiting = true;
    await sleep(1000);
  }
  try {
    await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** The file appears with its content: whoever finds it can read who holds it. */
async function take(file: string): Promise<boolean> {
  const draft = `${file}.${process.pid}.${randomUUID()}`;
  await writeFile(draft, String(process.pid));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

import { spawnSync } from 'node:child_process';
import { access, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withLock } from './lock.ts';

async function lockFile(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), 'harden-lock-')), 'lock');
}

test('two builders never work at once', async () => {
  const file = await lockFile();
  const events: string[] = [];
  const said: string[] = [];
  let second: Promise<void> | undefined;
  await withLock(
    file,
    () => {},
    async () => {
      events.push('first begins');
      await new Promise<void>((resolve) => {
        const hear = (line: string) => {
          said.push(line);
          resolve();
        };
        second = withLock(file, hear, async () => {
          events.push('second begins');
        });
      });
      events.push('first ends');
    },
  );
  await second;
  expect(events).toEqual(['first begins', 'first ends', 'second begins']);
  expect(said).toEqual([`waiting for the build of process ${process.pid}`]);
});

test('the lock of a process that died is taken over', async () => {
  const file = await lockFile();
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  await writeFile(file, String(dead));
  let ran = false;
  await withLock(
    file,
    () => {},
    async () => {
      ran = true;
    },
  );
  expect(ran).toBe(true);
});

test('the lock is given back when the work fails', async () => {
  const file = await lockFile();
  const failing = withLock(
    file,
    () => {},
    () => Promise.reject(new Error('no compiler')),
  );
  await expect(failing).rejects.toThrow('no compiler');
  await expect(access(file)).rejects.toThrow('ENOENT');
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createProcesses } from './processes.ts';

const SLEEPER = [process.execPath, '-e', 'setInterval(() => {}, 1e9)'];
const MODULE = join(import.meta.dirname, 'processes.ts');

const folder = () => mkdtemp(join(tmpdir(), 'harden-processes-'));

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function gone(ask: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 200 && !ask(); tries++) await sleep(25);
  return ask();
}

test('stopping ends every process, also a suspended one, and removes the folder', async () => {
  const home = await folder();
  const processes = createProcesses(home);
  const first = processes.start('first', SLEEPER);
  const second = processes.start('second', SLEEPER);
  process.kill(second.pid, 'SIGSTOP');
  await processes.stop();
  await Promise.all([first.ended, second.ended]);
  expect([alive(first.pid), alive(second.pid), existsSync(home)]).toEqual([false, false, false]);
});

test('a process that ends by itself fails with the end of its log', async () => {
  const processes = createProcesses(await folder());
  const program = [process.execPath, '-e', 'console.error("port is taken"); process.exitCode = 3'];
  await expect(processes.start('server', program).failed).rejects.toThrow('server ended (3):\nport is taken');
  await processes.stop();
});

test.each(['SIGKILL', 'SIGINT'] as const)(
  'processes and folder go away when their owner is ended by %s',
  async (signal) => {
    const home = await folder();
    const script = `
    import { createProcesses } from ${JSON.stringify(MODULE)};
    const { pid } = createProcesses(${JSON.stringify(home)}).start('server', ${JSON.stringify(SLEEPER)});
    process.stdout.write(String(pid));
    setInterval(() => {}, 1e9);
  `;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output] = await once(owner.stdout, 'data');
    const pid = Number(output);
    expect(alive(pid)).toBe(true);
    owner.kill(signal);
    expect(await gone(() => !existsSync(home))).toBe(true);
    // Where nobody collects orphans a killed process stays listed: ask what it still runs.
    let { status } = await commandOf(pid);
    for (let tries = 0; tries < 200 && status !== 'gone'; tries++) {
      await sleep(25);
      ({ status } = await commandOf(pid));
    }
    expect(status).toBe('gone');
  },
);

async function commandOf(pid: number): Promise<{ status: 'gone' | 'running' }> {
  const ps = spawn('ps', ['-o', 'stat=', '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  ps.stdout.on('data', (data) => {
    output += data;
  });
  await once(ps, 'close');
  return { status: output.trim() === '' || output.trim().startsWith('Z') ? 'gone' : 'running' };
}

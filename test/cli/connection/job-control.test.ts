import { execFileSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { createHome, PROGRAM } from '../../support/program.ts';
import { type Pty, startPty } from '../../support/pty.ts';

const home = createHome();
afterAll(() => home.remove());

/** The walk as a job of a shell, which takes the terminal back whenever the job stops. */
async function walkInShell(): Promise<{ readonly pty: Pty; readonly job: number }> {
  const env = {
    ...home.env,
    node: process.execPath,
    bin: PROGRAM,
    PS1: 'shell> ',
    BASH_SILENCE_DEPRECATION_WARNING: '1',
  };
  const pty = startPty('bash', ['--norc', '--noprofile', '-i'], { env });
  await pty.waitFor('shell>');
  pty.send('"$node" "$bin" --sample\r');
  // The screen is taken and nothing is drawn yet, or little.
  while (!pty.output().includes('\u001b[?1049h')) await setTimeout(5);
  const job = Number(execFileSync('pgrep', ['-P', String(pty.pid)], { encoding: 'utf8' }).trim());
  return { pty, job };
}

test.each([
  ['SIGSTOP', (_: Pty, job: number): void => void process.kill(job, 'SIGSTOP')],
  ['SIGTSTP', (_: Pty, job: number): void => void process.kill(job, 'SIGTSTP')],
  ['ctrl-z', (pty: Pty): void => pty.send('\u001a')],
] as const)('after %s and fg the walk is drawn again and takes keys one by one', async (_, stop) => {
  const { pty, job } = await walkInShell();
  for (let round = 0; round < 2; round++) {
    stop(pty, job);
    await pty.waitFor(/Stopped[^\n]*\n[\s\S]*shell>\s*$/);
    pty.send('fg\r');
    // What the shell has written is gone when the screen is drawn anew.
    await pty.waitUntilGone('Stopped');
    await pty.waitFor('WRITES ASK');
    pty.send('?');
    await pty.waitFor('ctrl-l');
    pty.send('\u001b');
    await pty.waitUntilGone('ctrl-l');
  }
  pty.send('q');
  await pty.waitFor(/shell>\s*$/);
  pty.send('stty -a | tr " " "\\n" | grep -E "^-?(icanon|echo);?$"\r');
  await pty.waitFor('icanon');
  expect(pty.text()).not.toMatch(/-(icanon|echo)\b/);
});

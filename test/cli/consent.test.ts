/** Consent at a terminal: what is typed decides, and only that. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHome, type Home, PROGRAM } from '../support/program.ts';
import { type Pty, startPty } from '../support/pty.ts';

let home: Home;
beforeEach(() => {
  home = createHome();
});
afterEach(() => home.remove());

function start(...args: string[]): Pty {
  return startPty(process.execPath, [PROGRAM, '--sample', ...args], { env: home.env, rows: 60 });
}
async function runs(): Promise<number> {
  return (await home.run(['history', '--sample', '-o', 'name'])).stdout.split('\n').filter(Boolean).length;
}
const WORKLOADS = ['--apply', '-n', 'shop', '--check', 'workloads/seccomp'];

test.each([
  ['y\r', 0, 1],
  ['n\r', 5, 0],
  ['\r', 5, 0],
  ['\u0004', 5, 0],
  ['\u0003', 130, 0],
] as const)('%j at the question ends with %i', async (typed, code, changed) => {
  const pty = start(...WORKLOADS);
  await pty.waitFor(/Apply \d changes to sample\? \[y\/N\]/);
  pty.send(typed);
  expect(await pty.exit).toBe(code);
  expect(await runs()).toBe(changed);
});

test('what takes something away asks for the name of the place', async () => {
  const labels = ['--apply', '-n', 'shop', '--max-disruption', 'none'];
  const wrong = start(...labels);
  await wrong.waitFor('Type shop to continue:');
  wrong.send('shops\r');
  expect(await wrong.exit).toBe(5);
  const right = start(...labels);
  await right.waitFor('Type shop to continue:');
  right.send('shop\r');
  expect(await right.exit).toBe(0);
  expect(await runs()).toBe(1);
});

test('undo asks as well', async () => {
  await home.run(['--sample', '--yes', ...WORKLOADS]);
  const pty = start('undo');
  await pty.waitFor(/Undo \d changes of run .*\? \[y\/N\]/);
  pty.send('y\r');
  await pty.waitFor('restored');
  expect(await pty.exit).toBe(0);
});

test('with --no-input nobody is asked', async () => {
  const pty = start(...WORKLOADS, '--no-input');
  await pty.waitFor('there is no terminal to ask');
  expect(await pty.exit).toBe(2);
  expect(await runs()).toBe(0);
});

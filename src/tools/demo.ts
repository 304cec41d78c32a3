/** `npm run -s demo`: the program on the bundled sample cluster. Arguments are passed on. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/kubectl-harden', import.meta.url));
const given = process.argv.slice(2);
const isWalk = given.length === 0 && process.stdin.isTTY && process.stdout.isTTY;
const args = given.length > 0 ? given : isWalk ? [] : ['scan', '--checklist'];

const child = spawn(process.execPath, [program, '--sample', ...args], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal === null ? 1 : constants.signals[signal]);
});

/**
 * Entry of every npm script: sets the clone up, then runs a tool of this folder under the pinned Node.
 * Usage: node src/tools/run.mjs TOOL [ARGUMENT]...
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pinnedNode, root, setUp } from './set-up.mjs';

const [tool = '', ...rest] = process.argv.slice(2);
setUp();

const end = new URL('end-with-launcher.mjs', import.meta.url).href;
const child = spawn(pinnedNode, ['--import', end, join(root, tool), ...rest], {
  cwd: root,
  // The channel carries nothing: it closes when this process is gone.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { ...process.env, PATH: `${dirname(pinnedNode)}${delimiter}${process.env.PATH ?? ''}` },
});
const hasTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    // ctrl-c reaches the child from the terminal itself; twice would mean more to it than once.
    if (signal !== 'SIGINT' || !hasTerminal) child.kill(signal);
  });
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 1);
});

/**
 * Ends a test cluster. Runs as a process of its own and reads lines from the process that started the cluster:
 * `run PID`, `gone PID`, `folder PATH`. When that stream ends, because the cluster is to be stopped or because its
 * owner is gone for whatever reason, it kills what still runs and removes the folder.
 */
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const running = new Set<number>();
const folders = new Set<string>();

// A terminal's ctrl-c goes to everyone: this process has to outlive its owner.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const space = line.indexOf(' ');
    const value = line.slice(space + 1);
    if (line.startsWith('run ')) running.add(Number(value));
    else if (line.startsWith('gone ')) running.delete(Number(value));
    else if (line.startsWith('folder ')) folders.add(value);
  })
  .on('close', () => {
    for (const pid of running) kill(pid);
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

/** Nothing in a test cluster is worth a graceful end, and a stopped process would not hear of one. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

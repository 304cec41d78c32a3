/** The processes of one test cluster, and the certainty that they end with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEEPER } from '../paths.ts';

export interface Running {
  readonly pid: number;
  /** Settles when the process has ended. */
  readonly ended: Promise<void>;
  /** Rejects when the process ends, with the end of what it logged. */
  readonly failed: Promise<never>;
}

export interface Processes {
  start(name: string, command: readonly string[], env?: Readonly<Record<string, string>>): Running;
  log(name: string): string;
  /** Kills everything and removes the folder. */
  stop(): Promise<void>;
}

export function createProcesses(folder: string): Processes {
  const keeper = spawn(process.execPath, [KEEPER], { stdio: ['pipe', 'ignore', 'inherit'], detached: true });
  // An unreferenced keeper lets its owner end; the end of its input is what it waits for.
  keeper.unref();
  keeper.stdin.on('error', () => {});
  (keeper.stdin as unknown as { unref(): void }).unref();
  const tell = (line: string) => keeper.stdin.write(`${line}\n`);
  tell(`folder ${folder}`);
  const running = new Set<ChildProcess>();
  const logFile = (name: string) => join(folder, `${name}.log`);
  const log = (name: string) => readFileSync(logFile(name), 'utf8');

  return {
    log,
    start(name, [program, ...args], env) {
      const child = launch(String(program), args, logFile(name), env);
      const { pid } = child;
      if (pid === undefined) throw new Error(`${program} cannot be started`);
      tell(`run ${pid}`);
      running.add(child);
      const ended = once(child, 'exit').then(() => {
        running.delete(child);
        tell(`gone ${pid}`);
      });
      const failed = ended.then(() => {
        throw new Error(`${name} ended (${child.signalCode ?? child.exitCode}):\n${lastLines(log(name))}`);
      });
      failed.catch(() => {});
      return { pid, ended, failed };
    },
    async stop() {
      keeper.ref();
      const over = keeper.exitCode === null ? once(keeper, 'exit') : Promise.resolve();
      keeper.stdin.end();
      await over;
      // Whatever is left now was left by a keeper that could not run.
      for (const child of running) child.kill('SIGKILL');
    },
  };
}

function launch(program: string, args: string[], log: string, env?: Readonly<Record<string, string>>): ChildProcess {
  const output = openSync(log, 'a', 0o600);
  const child = spawn(program, args, {
    stdio: ['ignore', output, output],
    // A group of its own: ctrl-c on the terminal is for the owner alone.
    detached: true,
    env: { ...process.env, ...env },
  });
  closeSync(output);
  child.unref();
  return child;
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-12).join('\n');
}

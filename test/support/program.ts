/** Runs the real program as a process of its own, with a home of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

// The first start builds the bundle.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const PROGRAM = join(ROOT, 'bin', 'kubectl-harden');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Closed without it. */
  readonly stdin?: string | Uint8Array;
  /** A file that takes the output instead. */
  readonly stdoutTo?: string;
  /** Called with the running process. */
  readonly onStart?: (child: ChildProcess) => void;
}

export interface Home {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  run(args: readonly string[], options?: RunOptions): Promise<Ended>;
  remove(): void;
}

/** No kubeconfig, no state, no configuration of whoever runs the tests. */
export function createHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-home-'));
  const env = {
    HOME: folder,
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    KUBECONFIG: join(folder, 'no-kubeconfig'),
  };
  return {
    folder,
    env,
    run: (args, options = {}) => runProgram(args, { ...options, env: { ...env, ...options.env } }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const INHERITED = ['PATH', 'TMPDIR', 'LANG', 'SystemRoot'];

function runProgram(args: readonly string[], { env, cwd, stdin, stdoutTo, onStart }: RunOptions): Promise<Ended> {
  const inherited = Object.fromEntries(INHERITED.map((name) => [name, process.env[name]]));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: cwd ?? ROOT,
      env: { ...inherited, ...env },
      stdio: ['pipe', stdoutTo === undefined ? 'pipe' : openSync(stdoutTo, 'w'), 'pipe'],
    });
    const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout?.on('data', (chunk: Buffer) => chunks.stdout.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({
        code,
        signal,
        stdout: Buffer.concat(chunks.stdout).toString('utf8'),
        stderr: Buffer.concat(chunks.stderr).toString('utf8'),
      }),
    );
    // A program that does not read its input may be gone before it is written.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(stdin ?? '');
    onStart?.(child);
  });
}

/** One run of the scanner: bounded in time and output, ended with its children. */
import { type ChildProcess, spawn } from 'node:child_process';
import { maskCredentials } from '../redaction/shapes.ts';
import { printable } from '../text/printable.ts';
import type { Scanner } from './program.ts';

export interface Limits {
  readonly milliseconds: number;
  readonly bytes: number;
}
export const LIMITS: Limits = { milliseconds: 10 * 60_000, bytes: 256 * 1024 * 1024 };

/** No key of a cloud, no kubeconfig, and none of the scanner's own settings: what it is asked for is asked here. */
const PASSED = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'LOCALAPPDATA',
  'SystemRoot',
  'TMPDIR',
  'TEMP',
  'TMP',
  'XDG_CACHE_HOME',
  'XDG_RUNTIME_DIR',
  'DOCKER_CONFIG',
  'REGISTRY_AUTH_FILE',
  'TRIVY_CACHE_DIR',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
] as const;

/** The registry alone is asked: what a container engine of this machine has under the same name may be another build. */
const ARGUMENTS = [
  'image',
  '--quiet',
  '--format=json',
  '--scanners=vuln',
  '--severity=HIGH,CRITICAL',
  '--image-src=remote',
];
const MOST_REASON = 4096;
const LONGEST_REASON = 200;

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Empty and private: the scanner reads settings, and what to ignore, from where it runs. */
  readonly folder: string;
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

export type Printed = { readonly text: string } | { readonly reason: string };

/** Rejects with the reason of the signal, once the program has ended. */
export function runScanner({ path }: Scanner, target: string, options: RunOptions): Promise<Printed> {
  const { env, folder, limits, signal } = options;
  signal.throwIfAborted();
  return new Promise((done, fail) => {
    const child = spawn(path, [...ARGUMENTS, '--', target], {
      env: Object.fromEntries(PASSED.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what it starts ends with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    const out: Buffer[] = [];
    let size = 0;
    let said = '';
    let why: string | undefined;
    const stop = () => end(child);
    const limit = setTimeout(() => {
      why = 'the scanner did not end in time';
      stop();
    }, limits.milliseconds);
    signal.addEventListener('abort', stop);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limits.bytes) out.push(chunk);
      else {
        why = 'the scanner printed more than is read';
        stop();
      }
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-MOST_REASON);
    });
    child.on('error', (error) =>
      settle(() => done({ reason: `the scanner cannot be run: ${inOneLine(error.message)}` })),
    );
    child.on('close', (code) =>
      settle(() => {
        if (signal.aborted) fail(signal.reason);
        else if (why !== undefined) done({ reason: why });
        else if (code !== 0) done({ reason: `the scanner failed: ${inOneLine(said) || `exit code ${code}`}` });
        else done({ text: Buffer.concat(out).toString('utf8') });
      }),
    );

    function settle(work: () => void): void {
      clearTimeout(limit);
      signal.removeEventListener('abort', stop);
      work();
    }
  });
}

/** With all that it has started. */
function end(child: ChildProcess): void {
  if (child.pid === undefined || process.platform === 'win32') child.kill('SIGKILL');
  else {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
}

/** The last line says what went wrong; the cause is at its end. */
function inOneLine(text: string): string {
  const line = text.trim().split('\n').at(-1) ?? '';
  return printable(maskCredentials(line)).slice(-LONGEST_REASON).trim();
}

/** Runs a program and says what it took: wall time, processor time and memory, its children included. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface Measured {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Peak resident memory of all its processes together; 0 where the system does not tell. */
  readonly peakBytes: number;
  readonly code: number | null;
  readonly stdoutBytes: number;
  /** Milliseconds until the first byte on stdout or stderr. */
  readonly firstByteMs: number;
  /** The end of stderr, for saying why it failed. */
  readonly errors: string;
}

export interface MeasureOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Gets what the program writes to stdout. */
  readonly onOutput?: (chunk: Buffer) => void;
}

const SAMPLE_MS = 20;
// `times` is the one portable way to learn the processor time of children; it is written to a pipe of its own.
const SHELL = '"$@"; code=$?; times >&3; exit $code';

export async function measure(command: readonly string[], options: MeasureOptions = {}): Promise<Measured> {
  const started = performance.now();
  const child = spawn('/bin/sh', ['-c', SHELL, 'sh', ...command], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  const { stdout, stderr } = child;
  const times = child.stdio[3];
  if (stdout === null || stderr === null) throw new Error('the program has no output');
  let stdoutBytes = 0;
  let firstByteMs = 0;
  let errors = '';
  let timesText = '';
  const seen = () => {
    if (firstByteMs === 0) firstByteMs = performance.now() - started;
  };
  stdout.on('data', (chunk: Buffer) => {
    seen();
    stdoutBytes += chunk.length;
    options.onOutput?.(chunk);
  });
  stderr.on('data', (chunk: Buffer) => {
    seen();
    errors = (errors + chunk.toString()).slice(-2000);
  });
  times?.on('data', (chunk: Buffer) => {
    timesText += chunk.toString();
  });
  const memory = watchMemory(child.pid ?? 0);
  const [code] = (await once(child, 'close')) as [number | null];
  memory.end();
  const wallMs = performance.now() - started;
  return { wallMs, cpuMs: processorMs(timesText), peakBytes: memory.peak(), code, stdoutBytes, firstByteMs, errors };
}

/** The second line of `times` is about the children: `0m1.23s 0m0.45s`. */
function processorMs(text: string): number {
  const [, children = ''] = text.split('\n');
  const spans = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  return spans.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0);
}

function watchMemory(root: number): { peak(): number; end(): void } {
  const peaks = new Map<number, number>();
  const sample = () => {
    for (const pid of descendants(root)) peaks.set(pid, Math.max(peaks.get(pid) ?? 0, highWater(pid)));
  };
  const timer = setInterval(sample, SAMPLE_MS);
  return {
    end: () => clearInterval(timer),
    peak: () => [...peaks.values()].reduce((sum, bytes) => sum + bytes, 0),
  };
}

function descendants(pid: number): number[] {
  const children = readOr(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

/** The kernel keeps the peak itself, so that the rate of asking hardly matters. */
function highWater(pid: number): number {
  const [, kib = '0'] = /VmHWM:\s+(\d+) kB/.exec(readOr(`/proc/${pid}/status`)) ?? [];
  return Number(kib) * 1024;
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

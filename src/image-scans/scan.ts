/** Scans images, two at a time. */
import { rm } from 'node:fs/promises';
import { temporaryFolder } from '../disk/temporary.ts';
import type { ImageScan, Unscanned } from '../plugin-api/index.ts';
import { targetOf, type Wanted } from './images.ts';
import type { Scanner } from './program.ts';
import { readReport } from './report.ts';
import { LIMITS, type Limits, runScanner } from './run.ts';

const AT_A_TIME = 2;

export interface ScanOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly limits?: Limits;
  /** After each image. */
  readonly onProgress?: (done: number, all: number) => void;
}

export interface Scanned {
  readonly scans: readonly ImageScan[];
  readonly unscanned: readonly Unscanned[];
}

/** Rejects with the reason of the signal, after what ran has ended. An image that fails is told, and the others go on. */
export async function scanImages(
  scanner: Scanner,
  wanted: readonly Wanted[],
  options: ScanOptions,
  signal: AbortSignal,
): Promise<Scanned> {
  const folder = await temporaryFolder();
  const results: (ImageScan | Unscanned)[] = [];
  const queue = wanted.entries();
  async function work(): Promise<void> {
    for (const [at, each] of queue) {
      results[at] = await scanned(each);
      options.onProgress?.(results.filter(Boolean).length, wanted.length);
    }
  }
  async function scanned(each: Wanted): Promise<ImageScan | Unscanned> {
    const target = targetOf(each);
    if (target === undefined) return { ...each, reason: 'its name is none that a registry takes' };
    const { env, limits = LIMITS } = options;
    const printed = await runScanner(scanner, target, { env, folder, limits, signal });
    if ('reason' in printed) return { ...each, ...printed };
    try {
      return { ...each, ...readReport(printed.text) };
    } catch {
      return { ...each, reason: 'what the scanner printed is no report as Trivy writes it' };
    }
  }
  try {
    const ends = await Promise.allSettled(Array.from({ length: AT_A_TIME }, work));
    signal.throwIfAborted();
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return {
    scans: results.filter((each) => 'vulnerabilities' in each),
    unscanned: results.filter((each) => 'reason' in each),
  };
}

/** Runs on files: a fault at each operation of the disk, in the run and in its undo. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangeContext } from '../../src/remediation/index.ts';
import { openFiles } from '../../src/sources/files/index.ts';
import { begin, DISK_FAULTS, end, type Planned } from './disk.ts';
import { bytesBelow, DECISIONS, layOut } from './manifests.ts';
import { applyAll, settle, undoLast, type Verdict } from './trial.ts';

export type Phase = 'run' | 'undo';
export interface DiskTrial extends Planned {
  readonly phase: Phase;
}

export interface Place {
  readonly folder: string;
  readonly state: string;
  readonly remove: () => void;
}

export function newPlace(): Place {
  end();
  const top = mkdtempSync(join(tmpdir(), 'harden-faults-'));
  const folder = join(top, 'manifests');
  layOut(folder);
  return {
    folder,
    state: join(top, 'state', 'kubectl-harden'),
    remove: () => rmSync(top, { recursive: true, force: true }),
  };
}

export function contextOf({ folder, state }: Pick<Place, 'folder' | 'state'>): ChangeContext {
  const { target } = openFiles({ paths: [folder], recursive: true });
  return { target, mode: 'apply', stateFolder: state, tool: 'faults', pause: async () => {} };
}

/** Every trial there is, by one run without a fault. */
export async function fileTrials(): Promise<readonly DiskTrial[]> {
  const place = newPlace();
  const trials: DiskTrial[] = [];
  for (const phase of ['run', 'undo'] as const) {
    begin(undefined);
    if (phase === 'run') await applyAll(contextOf(place), DECISIONS);
    else await undoLast(contextOf(place));
    const count = end().length;
    for (let at = 1; at <= count; at++) trials.push(...DISK_FAULTS.map((fault) => ({ phase, at, fault })));
  }
  place.remove();
  return trials;
}

/** A process of its own is killed at an operation, and new ones undo what it did. */
export function tryKilled({ phase, at, fault }: DiskTrial): Promise<Verdict> {
  return tryWith(phase, async ({ folder, state }) => {
    const child = join(import.meta.dirname, 'child.ts');
    spawnSync(process.execPath, [child, folder, state, phase, String(at), fault], { stdio: 'ignore' });
  });
}

/** The process that meets the fault is this one. */
export function tryFiles({ phase, ...planned }: DiskTrial): Promise<Verdict> {
  return tryWith(phase, async (place) => {
    begin(planned);
    try {
      await (phase === 'run' ? applyAll(contextOf(place), DECISIONS) : undoLast(contextOf(place)));
    } catch {
      // What a command would print; what counts is what is on the disk.
    } finally {
      end();
    }
  });
}

async function tryWith(phase: Phase, meetFault: (place: Place) => Promise<void>): Promise<Verdict> {
  const place = newPlace();
  try {
    const before = bytesBelow(place.folder);
    if (phase === 'undo') await applyAll(contextOf(place), DECISIONS);
    await meetFault(place);
    return await settle(
      async () => contextOf(place),
      () => differenceOf(before, bytesBelow(place.folder)),
    );
  } finally {
    place.remove();
  }
}

export function differenceOf(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string | undefined {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const other = names.filter((name) => before[name] !== after[name]);
  return other.length === 0 ? undefined : `differs: ${other.join(', ')}.`;
}

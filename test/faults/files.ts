/** Runs on files: a fault at each operation of the disk, in the run and in its undo. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangeContext } from '../../src/remediation/index.ts';
import type { FileCase } from './cases.ts';
import { begin, DISK_FAULTS, end, type Planned } from './disk.ts';
import { bytesBelow } from './manifests.ts';
import { applyAll, settle, undoLast, type Verdict } from './trial.ts';

export type Phase = 'run' | 'undo';
export interface DiskTrial extends Planned {
  readonly of: FileCase;
  readonly phase: Phase;
}

interface Place {
  readonly top: string;
  readonly folder: string;
  readonly state: string;
  /** As a new process opens it. */
  readonly open: () => ChangeContext;
  readonly remove: () => Promise<void>;
}

function newPlace(of: FileCase): Place {
  end();
  const top = mkdtempSync(join(tmpdir(), 'harden-faults-'));
  const [folder, state] = [join(top, 'manifests'), join(top, 'state', 'kubectl-harden')];
  mkdirSync(join(top, 'tmp'));
  of.layOut(folder);
  const closing: (() => Promise<void>)[] = [];
  const open = () => {
    const { target, close } = of.open(folder);
    if (close !== undefined) closing.push(close);
    return contextFor(target, state);
  };
  const remove = async () => {
    for (const close of closing) await close();
    rmSync(top, { recursive: true, force: true });
  };
  return { top, folder, state, open, remove };
}

export function contextFor(target: ChangeContext['target'], stateFolder: string): ChangeContext {
  return { target, mode: 'apply', stateFolder, tool: 'faults', pause: async () => {} };
}

async function act({ of: { decisions }, phase }: Pick<DiskTrial, 'of' | 'phase'>, context: ChangeContext) {
  return phase === 'run' ? void (await applyAll(context, decisions)) : void (await undoLast(context));
}

/** Every trial there is, by one run without a fault. */
export async function fileTrials(of: FileCase): Promise<readonly DiskTrial[]> {
  const place = newPlace(of);
  const trials: DiskTrial[] = [];
  for (const phase of ['run', 'undo'] as const) {
    begin(undefined);
    await act({ of, phase }, place.open());
    const count = end().length;
    for (let at = 1; at <= count; at++) trials.push(...DISK_FAULTS.map((fault) => ({ of, phase, at, fault })));
  }
  await place.remove();
  return trials;
}

/** A process of its own is killed at an operation, and new ones undo what it did. */
export function tryKilled(trial: DiskTrial): Promise<Verdict> {
  const { of, phase, at, fault } = trial;
  return tryWith(trial, async ({ top, folder, state }) => {
    const child = join(import.meta.dirname, 'child.ts');
    spawnSync(process.execPath, [child, of.name, folder, state, phase, String(at), fault], {
      stdio: 'ignore',
      env: { ...process.env, TMPDIR: join(top, 'tmp') },
    });
  });
}

/** The process that meets the fault is this one. */
export function tryFiles(trial: DiskTrial): Promise<Verdict> {
  return tryWith(trial, async ({ open }) => {
    const context = open();
    begin(trial);
    try {
      await act(trial, context);
    } catch {
      // What a command would print; what counts is what is on the disk.
    } finally {
      end();
    }
  });
}

async function tryWith({ of, phase }: DiskTrial, meetFault: (place: Place) => Promise<void>): Promise<Verdict> {
  const place = newPlace(of);
  try {
    const before = bytesBelow(place.folder);
    if (phase === 'undo') await act({ of, phase: 'run' }, place.open());
    await meetFault(place);
    return await settle(
      async () => place.open(),
      () => differenceOf(before, bytesBelow(place.folder)),
    );
  } finally {
    await place.remove();
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

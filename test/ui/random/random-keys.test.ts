/**
 * Hundreds of random keys on a screen in memory: nothing is written without consent, nothing is thrown, and in every
 * frame all fits, the focus is seen, the row in focus is the one that keys are about, and each cell is what it would be if
 * the frame had been drawn whole. `RANDOM_KEYS=10000` presses more.
 */
import { expect, test } from 'vitest';
import type { Commands } from '../../../src/session/commands.ts';
import { createRandom, type Random } from '../../perf/random.ts';
import { scanReference } from '../../reference/scan.ts';
import type { Harness } from '../../support/render.tsx';
import { startWalk } from '../../support/render.tsx';
import { SEED } from '../../support/setup/seed.ts';
import { sampleSession } from '../../support/walk/sample-session.ts';
import { KEY_NAMES, sentBy } from '../../support/walk/sent-keys.ts';
import { fakeCommands, planPreview, stepPreview } from '../../support/walk-commands.ts';
import { consents } from './consented.ts';
import { faults, type Size } from './watch.ts';
import { differences } from './whole.ts';

const KEYS = Number(process.env.RANDOM_KEYS ?? '1000');
/** Keys of one walk, before another is begun. */
const WALK = 250;
const SIZES: readonly Size[] = [
  { columns: 100, rows: 30 },
  { columns: 100, rows: 30 },
  { columns: 80, rows: 24 },
  { columns: 140, rows: 40 },
  { columns: 60, rows: 12 },
  { columns: 300, rows: 100 },
  { columns: 79, rows: 17 },
  { columns: 52, rows: 10 },
];
const PASTES = ['payments', 'y\r', '\u001b[31m\u202eevil\u0007漢字\u0301'];
/** Moving and opening come most often, so that the walk gets somewhere. */
const OFTEN = ['down', 'enter', 'd', 'tab', 'a', 'esc', 'y', 'j', 'n', 'space', 'right'];

interface Place {
  readonly commands: Commands;
  readonly state: Parameters<typeof startWalk>[0]['state'];
}

async function pressMany(walk: Harness, random: Random, place: Watched, columns: number): Promise<void> {
  let size: Size = { columns, rows: 30 };
  const past: string[] = [];
  for (let count = 0; count < WALK && !place.isOver(); count++) {
    const what = random.below(60);
    const [key, chunk] = nextKey(walk, random);
    past.push(key);
    place.isConsent = consents(walk, chunk);
    if (what === 0) await walk.paste(random.pick(PASTES));
    else if (what === 1) {
      size = random.pick(SIZES);
      await walk.resize(size.columns, size.rows);
    } else {
      walk.advance(random.pick([0, 50, 500, 2000]));
      await walk.step(chunk);
    }
    // A walk that has ended has no frame.
    if (place.isOver()) return;
    const found = [...faults(walk, size, place.outline), ...differences(walk), ...place.written];
    expect(found, `after ${past.slice(-12).join(' ')} at ${size.columns}x${size.rows}:\n${walk.text()}`).toEqual([]);
  }
}

/** Consent is part of what may happen: where it is asked for it is sometimes given. */
function nextKey(walk: Harness, random: Random): readonly [key: string, chunk: string] {
  const { review } = walk.nav.getState();
  const wanted = review?.preview?.consent;
  if (wanted !== undefined && random.below(4) === 0) {
    if (review?.button === 'apply') return ['enter', sentBy('enter')];
    return wanted.kind === 'type' ? ['the text', `\u0015${wanted.text}`] : ['tab', sentBy('tab')];
  }
  const key = random.below(2) === 0 ? random.pick(OFTEN) : random.pick(KEY_NAMES);
  return [key, sentBy(key)];
}

interface Watched {
  isConsent: boolean;
  /** Writes that nobody has consented to. */
  readonly written: string[];
  readonly outline: Commands['outline'];
  isOver(): boolean;
}

async function walkAtRandom(open: () => Promise<Place>, seed: number): Promise<number> {
  const random = createRandom(seed);
  const { commands, state } = await open();
  let isOver = false;
  let writes = 0;
  const watched: Watched = { isConsent: false, written: [], outline: commands.outline, isOver: () => isOver };
  const guarded = <A extends readonly unknown[], R>(name: string, does: (...args: A) => R) => {
    return (...args: A): R => {
      writes += 1;
      if (!watched.isConsent) watched.written.push(`${name} without consent`);
      return does(...args);
    };
  };
  const walk = startWalk({
    commands: { ...commands, apply: guarded('apply', commands.apply), undo: guarded('undo', commands.undo) },
    state: state ?? {},
    isCompared: true,
  });
  void walk.exit.then(() => {
    isOver = true;
  });
  await walk.settle();
  await pressMany(walk, random, watched, 100);
  walk.unmount();
  await walk.exit;
  return writes;
}

async function onReference(): Promise<() => Promise<Place>> {
  const snapshot = await scanReference();
  const steps = [stepPreview(), stepPreview({ step: 2, diff: '+漢字\n'.repeat(50), byOthers: ['.spec.x'] })];
  return async () => ({
    commands: fakeCommands({
      preview: async (ids) =>
        planPreview({ steps, consent: ids.length > 1 ? { kind: 'yes' } : { kind: 'type', text: 'shop' } }),
    }),
    state: { phase: 'live', snapshot },
  });
}

async function onSample(): Promise<() => Promise<Place>> {
  return async () => {
    const { commands, store } = await sampleSession();
    return { commands, state: store.getState() };
  };
}

test.each([
  ['the sample', onSample],
  ['the reference cluster', onReference],
])(
  'on %s every frame of random keys is whole, and nothing is written without consent',
  async (_, prepare) => {
    const open = await prepare();
    let writes = 0;
    for (let walk = 0; walk * WALK < KEYS; walk++) writes += await walkAtRandom(open, SEED + walk);
    expect(writes).toBeGreaterThan(0);
  },
  3_600_000,
);

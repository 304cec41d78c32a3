/** How the walk feels: from key to paint, what a move of the cursor costs, what it costs to do nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeReference } from '../../reference/write.ts';
import { KEY_NAMES, sentBy } from '../../support/walk/sent-keys.ts';
import { writeManifests } from '../manifests.ts';
import { PROGRAM } from '../program.ts';
import { createRandom } from '../random.ts';
import { type Figure, round } from '../report.ts';
import { type Driven, drive, type Painted } from './driven.ts';
import { firstFrames } from './first-frame.ts';

/** Of generated Deployments: about 10,000 findings. */
const DEPLOYMENTS = 3000;
const SEED = 20_261_129;
const RANDOM_KEYS = 500;
const IDLE_MS = 10_000;
const READ_MS = 120_000;
const GOAL = { p95Ms: 50, bytes: 300, firstMs: 300 };

/** What people press most, over and over: through both panes, into a decision and a namespace, filters and back. */
const ROUND = [
  ...['j', 'j', 'k', 'pagedown', 'pageup', ']', 'tab', 'j', 'j', 'k', 'enter', 'j', 'pagedown', 'n', 'esc', 'esc'],
  ...['a', 'a', 'G', 'g', '/', 's', 'h', 'enter', 'j', 'esc', 'n', 'j', 'pagedown', 'esc', '?', 'esc'],
];
const ROUNDS = 6;

export async function benchKeys(print: (figure: Figure) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'harden-keys-'));
  const env = { XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder, HOME: folder };
  try {
    const file = join(folder, 'many.yaml');
    await writeManifests(file, DEPLOYMENTS);
    await benchPlace('10,000 findings', file, env, print);
    const reference = join(folder, 'reference');
    writeReference(reference);
    await benchPlace('reference cluster', reference, env, print);
    await firstFrames(env, GOAL.firstMs, print);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchPlace(
  where: string,
  path: string,
  env: Readonly<Record<string, string>>,
  print: (figure: Figure) => void,
): Promise<void> {
  const walk = drive([...PROGRAM, '-f', path], env);
  try {
    await walk.shows(/SNAPSHOT/, READ_MS);
    await walk.press(sentBy('enter'));
    await walk.shows(/\d ESSENTIALS/, READ_MS);
    print({
      name: `keys: ${where}`,
      value: /[\d,]+ decisions? covers? [\d,]+ findings?/.exec(walk.screen.text())?.[0] ?? '',
    });
    await benchPaint(where, walk, print);
    await benchMove(where, walk, print);
    const before = walk.processorMs();
    await sleep(IDLE_MS);
    const idle = { is: walk.processorMs() - before, atMost: 0, unit: ' ms' };
    print({ name: `keys: processor in 10 s without a key, ${where}`, value: `${idle.is} ms`, goal: idle });
    await benchClears(where, walk, print);
  } finally {
    await walk.end();
  }
}

async function benchPaint(where: string, walk: Driven, print: (figure: Figure) => void): Promise<void> {
  const times: { readonly key: string; readonly ms: number }[] = [];
  const before = walk.processorMs();
  for (let turn = 0; turn < ROUNDS; turn++)
    for (const key of ROUND) {
      const painted = await walk.press(sentBy(key));
      if (painted !== undefined) times.push({ key, ms: painted.ms });
    }
  const sorted = times.toSorted((left, right) => left.ms - right.ms);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)]?.ms ?? Number.NaN;
  const slowest = sorted.slice(-3).map(({ key, ms }) => `${key} ${round(ms)}`);
  print({
    name: `keys: key to paint, p95 of ${times.length}, ${where}`,
    value: `${round(at(0.95))} ms, p50 ${round(at(0.5))} ms, slowest ${slowest.join(', ')} ms`,
    goal: { is: at(0.95), atMost: GOAL.p95Ms, unit: ' ms' },
  });
  // What a busy machine does not change.
  const each = (walk.processorMs() - before) / (ROUNDS * ROUND.length);
  print({ name: `keys: processor time for a key, ${where}`, value: `${round(each)} ms` });
}

async function benchMove(where: string, walk: Driven, print: (figure: Figure) => void): Promise<void> {
  for (const [pane, open] of [
    ['items', ['g', 'j']],
    ['decisions', ['tab', 'g', 'j']],
  ] as const) {
    for (const key of open) await walk.press(sentBy(key));
    const moves: Painted[] = [];
    for (const key of ['j', 'k', 'j', 'k', 'j', 'k']) {
      const painted = await walk.press(sentBy(key));
      if (painted !== undefined) moves.push(painted);
    }
    const most = Math.max(...moves.map(({ bytes }) => bytes));
    const goal = { is: most, atMost: GOAL.bytes, unit: ' bytes' };
    print({ name: `keys: the cursor moves by one row, ${pane}, ${where}`, value: `${most} bytes`, goal });
  }
  await walk.press(sentBy('tab'));
}

async function benchClears(where: string, walk: Driven, print: (figure: Figure) => void): Promise<void> {
  const random = createRandom(SEED);
  const keys = KEY_NAMES.filter((key) => !['q', 'ctrl-l', ':'].includes(key));
  const before = walk.screen.fullClears;
  let pressed = 0;
  while (pressed < RANDOM_KEYS && !walk.isOver()) {
    await walk.press(sentBy(random.pick(keys)));
    pressed++;
  }
  const is = walk.screen.fullClears - before;
  print({
    name: `keys: full clears in ${pressed} random keys, ${where}`,
    value: String(is),
    goal: { is, atMost: 0, unit: '' },
  });
}

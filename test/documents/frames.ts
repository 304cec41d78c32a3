/**
 * `docs/frames.md`: what each frame of the design has to show, beside what the program draws on the reference cluster. A demand
 * that is not met by the frame says what is drawn in its place, and why.
 */
import { openSample } from '../../src/sources/sample/index.ts';
import { SHOTS } from '../pictures/shots.ts';
import { type PicturedWalk, walkOn } from '../pictures/walk.ts';
import { referenceSource } from '../reference/source.ts';
import { KEYS } from '../support/render.tsx';
import { type Demand, FRAMES } from './frame-demands.ts';

/** Their end is drawn by lot. */
const RUN = /(\d{8}T\d{6}Z-)[0-9a-f]{4}/g;

const HEAD = [
  '# The frames of the walk',
  '',
  'Made by `npm run screenshots` from the program, on the reference cluster of `npm run reference`: 61 namespaces, 312 workloads.',
  'It has no API server behind it, so that the frames of a change, from the diff to the undo, are drawn on the bundled sample.',
  'Each frame stands beside what the design demands of it: `yes` where the frame shows it, else what it shows and why.',
  '',
];

export async function framesPage(): Promise<string> {
  const drawn = new Map([...(await onReference()), ...(await onSample())]);
  const sections = FRAMES.flatMap(({ name, title, demands }) => {
    const frame = drawn.get(name) ?? '';
    const rows = demands.map((demand) => `| ${demand.what} | ${answerOf(demand, frame)} |`);
    return [`## ${title}`, '', '```text', frame, '```', '', '| demanded | shown |', '| --- | --- |', ...rows, ''];
  });
  return [...HEAD, ...sections].join('\n');
}

function answerOf({ shows, instead }: Demand, frame: string): string {
  return shows.test(frame) ? 'yes' : instead;
}

async function onReference(): Promise<ReadonlyMap<string, string>> {
  const subject = { source: referenceSource(), context: 'prod-eu-1' };
  const walk = await walkOn(subject);
  await walk.shows('LIVE');
  const frames = new Map([['connect', await restingText(walk)]]);
  const take = async (name: string, ...keys: readonly string[]): Promise<void> => {
    await walk.keys(...keys);
    frames.set(name, await restingText(walk));
  };
  await take('checklist', KEYS.enter, 'g', KEYS.down, KEYS.down, KEYS.down);
  await walk.resize(140, 40);
  frames.set('wide', await restingText(walk));
  await walk.resize(80, 24);
  frames.set('narrow', await restingText(walk));
  await walk.resize(100, 30);
  await take('namespaces', 'n');
  await take('decision', KEYS.esc, '/', 'non-root', KEYS.enter, KEYS.enter, KEYS.enter);
  await walk.end();
  return frames;
}

async function onSample(): Promise<ReadonlyMap<string, string>> {
  const walk = await walkOn({ ...openSample(), context: 'sample', sourceFlags: ' --sample' });
  const frames = new Map<string, string>();
  for (const { name, go } of SHOTS) {
    await go(walk);
    if (OF_CHANGES.includes(name)) frames.set(name, await restingText(walk));
  }
  await walk.end();
  return frames;
}

const OF_CHANGES = ['plan', 'diff', 'result', 'undo'];

async function restingText(walk: PicturedWalk): Promise<string> {
  await walk.rests();
  return walk.text().replace(/ +$/gm, '').replace(RUN, '$17f3a').trimEnd();
}

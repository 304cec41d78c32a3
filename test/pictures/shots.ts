/** The pictures of the walk: which screens, and the keys that lead from one to the next. */
import { KEYS } from '../support/render.tsx';
import type { PicturedWalk } from './walk.ts';

export interface Shot {
  readonly name: string;
  /** What is to be seen, for those who hear it. */
  readonly title: string;
  readonly go: (walk: PicturedWalk) => Promise<void>;
}

/** Keys that come sooner after a diff are not taken for an answer to it. */
const READ_MS = 4000;
/** ctrl-u, which empties a line. */
const CLEAR = '\u0015';

/** One walk, in this order. */
export const SHOTS: readonly Shot[] = [
  {
    name: 'checklist',
    title: 'The checklist: 14 essentials with what there is to decide, and the decisions of the item at the cursor',
    async go(walk) {
      await walk.shows('LIVE');
      await walk.keys(KEYS.enter, 'g', KEYS.down, KEYS.down);
    },
  },
  {
    name: 'namespaces',
    title: 'The namespaces: what each enforces, what it could enforce today, and how bad each area is',
    go: (walk) => walk.keys('n'),
  },
  {
    name: 'decision',
    title: 'A decision: where the fields would stand in the pod template, the findings, the evidence, the caveats',
    go: (walk) => walk.keys(KEYS.esc, '/', 'non-root', KEYS.enter, KEYS.enter, KEYS.enter),
  },
  {
    name: 'plan',
    title: 'The plan: what was chosen, in its order, with what restarts',
    go: (walk) =>
      walk.keys(
        'a',
        KEYS.esc,
        KEYS.esc,
        '/',
        CLEAR,
        'security standards',
        KEYS.enter,
        'a',
        '/',
        CLEAR,
        KEYS.enter,
        'P',
      ),
  },
  {
    name: 'diff',
    title: 'The diff with the consent strip: what restarts, what it resolves, how it is undone, the worst caveat',
    async go(walk) {
      await walk.keys('d');
      await walk.shows('Apply to');
      await readAll(walk);
    },
  },
  {
    name: 'result',
    title: 'The result: what was applied, which findings are gone, and the ways to undo it',
    async go(walk) {
      await walk.keys('sample', KEYS.enter);
      await walk.shows('result');
    },
  },
  {
    name: 'undo',
    title: 'The undo of the run: each diff back, with the same consent',
    async go(walk) {
      await walk.keys('Z');
      await walk.shows('Undo on');
      await readAll(walk);
    },
  },
];

/** Down each diff, and on to the next, as far as there is one. */
async function readAll(walk: PicturedWalk): Promise<void> {
  for (let before = ''; before !== walk.text(); ) {
    before = walk.text();
    walk.advance(READ_MS);
    await walk.keys(KEYS.pageDown);
    walk.advance(READ_MS);
    await walk.keys(KEYS.pageUp, KEYS.right);
  }
}

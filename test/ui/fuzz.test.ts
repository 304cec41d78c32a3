/** Random keys, pastes, sizes and changes of the cluster: no crash, no overflow, nothing written without consent. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KEYMAP } from '../../src/ui/keymap.ts';
import { lineWidth } from '../../src/ui/text/line.ts';
import { type TestControl, testControl } from '../support/control.ts';
import { KEYS, startWalk } from '../support/render.tsx';
import { row } from '../support/sketch.ts';
import { DECISIONS, SNAPSHOT, snapshotWithout } from '../support/snapshot.ts';
import { fakeCommands, planPreview, stepPreview } from '../support/walk-commands.ts';

const KEY_NAMES = [...new Set(KEYMAP.flatMap(({ keys }) => keys))].filter((key) => key !== 'ctrl-c');
const ODD = '\u001b[31m\u202eevil\u0007漢字\u0301';
const HOSTILE = {
  ...SNAPSHOT,
  items: SNAPSHOT.items.map((item) => ({
    ...item,
    rows: item.rows.map((each) => ({ ...each, title: `${each.title} ${'long-'.repeat(40)} ${ODD}` })),
  })),
};
const MANY = {
  ...SNAPSHOT,
  items: SNAPSHOT.items.map((item) =>
    item.id === 'rbac'
      ? { ...item, rows: Array.from({ length: 60 }, (_, at) => ({ ...row([DECISIONS.admin]), id: `row-${at}` })) }
      : item,
  ),
};
const SNAPSHOTS = [SNAPSHOT, HOSTILE, MANY, snapshotWithout('d-checkout', 'd-deny'), snapshotWithout('d-admin')];

type Act = (walk: TestControl) => void;

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.constantFrom(...KEY_NAMES).map(
      (key): Act =>
        (walk) =>
          walk.press(key),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.string({ maxLength: 4 }).map(
      (text): Act =>
        (walk) =>
          walk.type(text),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('payments', 'y\r', ODD).map(
      (text): Act =>
        (walk) =>
          walk.paste(text),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({ columns: fc.integer({ min: 1, max: 220 }), rows: fc.integer({ min: 1, max: 70 }) }).map(
      (size): Act =>
        (walk) =>
          Object.assign(walk.size, size),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...SNAPSHOTS).map(
      (snapshot): Act =>
        (walk) =>
          walk.control.store.setState({ snapshot }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 0, max: 2000 }).map(
      (ms): Act =>
        (walk) =>
          walk.advance(ms),
    ),
  },
);

function expectWhole(walk: TestControl): void {
  const lines = walk.frame();
  expect(lines).toHaveLength(walk.size.rows);
  for (const line of lines) expect(lineWidth(line)).toBe(walk.size.columns);
}

test('whatever is pressed, every frame is whole and nothing is written', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 50, maxLength: 200 }), async (acts) => {
      const steps = [stepPreview(), stepPreview({ step: 2, diff: `+${ODD}\n`.repeat(50), byOthers: ['.spec.x'] })];
      const commands = fakeCommands({
        preview: async () => planPreview({ steps, caveats: Array.from({ length: 9 }, () => ODD.repeat(9)) }),
      });
      const walk = testControl(commands);
      for (const each of acts) {
        each(walk);
        await walk.settle();
        expectWhole(walk);
      }
      expect([commands.count('apply'), commands.count('undo')]).toEqual([0, 0]);
    }),
    { numRuns: 40 },
  );
});

test('where writing is locked nothing is written, whatever is pressed', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('plan-only', 'read-only'),
      fc.array(act, { minLength: 50, maxLength: 150 }),
      async (mode, acts) => {
        const commands = fakeCommands({
          preview: async () => planPreview({ consent: { kind: 'yes' }, disruption: 'none' }),
          setMode: () => ({ code: 'fixed', mode: 'read-only' }),
        });
        const walk = testControl(commands, { mode: mode as 'plan-only' });
        for (const each of acts) {
          each(walk);
          await walk.settle();
        }
        walk.advance(1000);
        walk.press('y', 'tab', 'enter', 'y');
        expect([commands.count('apply'), commands.count('undo')]).toEqual([0, 0]);
      },
    ),
    { numRuns: 20 },
  );
});

test('no control sequence of the cluster reaches a frame', () => {
  const walk = testControl(fakeCommands(), { snapshot: HOSTILE });
  walk.press('enter', 'enter');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
  expect(walk.text()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(walk.text()).toContain('evil');
});

test('on a terminal, hundreds of keys clear the screen not once', { timeout: 60_000 }, async () => {
  const commands = fakeCommands();
  const walk = startWalk({ commands, state: { phase: 'live', snapshot: MANY } });
  await walk.keys(KEYS.enter);
  const chunks = [
    KEYS.up,
    KEYS.down,
    KEYS.pageDown,
    'jjj',
    'k',
    KEYS.tab,
    KEYS.enter,
    'n',
    'd',
    'a',
    '?',
    'x',
    'G',
    KEYS.esc,
  ];
  let seed = 7;
  const pick = (): string => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return chunks[seed % chunks.length] ?? KEYS.esc;
  };
  for (let round = 0; round < 25; round++) {
    await walk.keys(...Array.from({ length: 20 }, () => pick()).filter((chunk) => chunk !== KEYS.esc), KEYS.esc);
    expect(walk.screen.lines()).toHaveLength(30);
  }
  expect(walk.screen.fullClears).toBe(0);
  expect([commands.count('apply'), commands.count('undo')]).toEqual([0, 0]);
  walk.unmount();
});

/** Every screen at every size that is supported, with names that a cluster may really hold: no row too long, no prompt lost. */
import { expect, test } from 'vitest';
import type { RunSummary } from '../../src/model/plan.ts';
import { currentLocation } from '../../src/store/nav.ts';
import { printable } from '../../src/text/printable.ts';
import { displayWidth } from '../../src/text/width.ts';
import { lineText, lineWidth } from '../../src/ui/text/line.ts';
import { type TestControl, testControl } from '../support/control.ts';
import { Screen } from '../support/screen.ts';
import { SNAPSHOT } from '../support/snapshot.ts';
import { fakeCommands, planPreview, runResult, stepPreview } from '../support/walk-commands.ts';

const HOSTILE = `漢字-${'長い名前'.repeat(20)}-é\u0301\u202e한국어\u001b[31m👍🏽ｶﾞ`;
const STATE = {
  snapshot: {
    ...SNAPSHOT,
    items: SNAPSHOT.items.map((item) => ({
      ...item,
      why: `${item.why} ${HOSTILE}`,
      rows: item.rows.map((row) => ({ ...row, title: `${row.title} ${HOSTILE}` })),
    })),
  },
};
const SIZES = [
  ...[60, 79, 80, 99, 100, 139, 140, 160, 161, 300].map((columns) => ({ columns, rows: 30 })),
  ...[12, 17, 18, 24, 100].flatMap((rows) => [60, 100, 300].map((columns) => ({ columns, rows }))),
];
const WAYS: Readonly<Record<string, readonly string[]>> = {
  connect: [],
  items: ['esc'],
  entries: ['esc', 'enter'],
  decision: ['esc', 'enter', 'enter'],
  menu: ['esc', 'enter', 'enter', 'enter'],
  review: ['esc', 'enter', 'd'],
  namespaces: ['esc', 'n'],
  plan: ['esc', 'enter', 'a', 'P'],
  prompt: ['esc', ':'],
  coverage: ['esc', 'c'],
  help: ['esc', '?'],
  form: ['esc', 'enter', 'w'],
};

/** A run of changes with such names, as it goes and as it has ended. */
const STEPS = [1, 2, 3].map((step) => stepPreview({ step, title: `${HOSTILE} ${step}` }));
const PHASES = ['verified', 'failed', 'waiting'] as const;
const PROGRESS = {
  run: '20261122T140211Z-7f3k',
  kind: 'apply' as const,
  done: false,
  steps: STEPS.map(({ step, title, ref }, at) => ({
    step,
    title,
    ref: { ...ref, name: HOSTILE },
    phase: PHASES[at] ?? 'waiting',
    ...(at === 1 ? { error: HOSTILE } : {}),
  })),
};
const RUNS: readonly RunSummary[] = [1, 2].map((at) => ({
  run: `20261122T14021${at}Z-7f3k`,
  kind: 'apply',
  at: '2026-11-22T14:02:11Z',
  cluster: SNAPSHOT.identity,
  state: at === 1 ? 'applied' : 'interrupted',
  planned: 9,
  steps: PROGRESS.steps.map(({ step, title, ref }) => ({ step, title, ref, state: 'applied' })),
  folder: `/home/sre/${HOSTILE}`,
  damage: HOSTILE,
}));

function goingRun(isEnded: boolean): Promise<never> | ReturnType<typeof runResult> {
  const result = { ...runResult(planPreview({ steps: STEPS })), steps: PROGRESS.steps, error: HOSTILE };
  return isEnded ? result : new Promise<never>(() => undefined);
}

test.each([
  ['apply', false],
  ['result', true],
])('%s keeps to the terminal', async (screen, isEnded) => {
  const preview = planPreview({ steps: STEPS });
  const walk = testControl(fakeCommands({ preview: async () => preview, apply: async () => goingRun(isEnded) }), STATE);
  for (const key of ['esc', 'enter', 'd']) {
    walk.press(key);
    await walk.settle();
  }
  walk.advance(1000);
  walk.type('payments');
  walk.press('enter');
  walk.control.store.setState({ run: PROGRESS });
  await walk.settle();
  expect(currentLocation(walk.control.nav.getState()).screen).toBe(screen);
  keepsToTerminal(walk);
});

test('the journal keeps to the terminal', async () => {
  const walk = testControl(fakeCommands(), STATE);
  walk.press('esc', ':');
  walk.type('journal');
  walk.press('enter');
  await walk.settle();
  walk.control.nav.setState({
    journal: { state: 'ready', runs: RUNS, lost: [HOSTILE], open: RUNS.map(({ run }) => run) },
  });
  keepsToTerminal(walk);
});

test.each(Object.entries(WAYS))('%s keeps to the terminal', async (_, keys) => {
  const walk = testControl(fakeCommands(), STATE);
  for (const key of keys) {
    walk.press(key);
    await walk.settle();
  }
  keepsToTerminal(walk);
});

function keepsToTerminal(walk: TestControl): void {
  for (const size of SIZES) {
    Object.assign(walk.size, size);
    const rows = walk.frame();
    expect(rows).toHaveLength(size.rows);
    for (const row of rows) expect([size, lineText(row), lineWidth(row)]).toEqual([size, lineText(row), size.columns]);
  }
}

test('at every size the review asks in full, or says that it cannot be asked here', async () => {
  const walk = testControl(fakeCommands(), STATE);
  for (const key of ['esc', 'enter', 'd']) {
    walk.press(key);
    await walk.settle();
  }
  for (const size of SIZES) {
    Object.assign(walk.size, size);
    expect(walk.text(), JSON.stringify(size)).toMatch(/Cancel.*\[.*Apply \]|Too small to say yes/);
  }
});

test('names take the cells of a terminal: CJK, Hangul, combining, full and half width, marks of direction', async () => {
  for (const name of [
    'plain',
    '漢字かな',
    '한국어',
    'e\u0301\u0302',
    'ＡＢＣ',
    'ｶﾞ',
    'ไทย',
    '👍🏽',
    '\u{20000}',
    'a\u00adb\u200b',
    HOSTILE,
  ]) {
    const screen = new Screen(300, 1);
    const text = printable(name);
    await screen.write(text);
    expect([name, displayWidth(text)]).toEqual([name, screen.cursorColumn()]);
  }
});

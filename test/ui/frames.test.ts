/** Every screen, cell for cell, as it is shown on a terminal; one walk for each size. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RunProgress } from '../../src/model/plan.ts';
import type { HardenState } from '../../src/store/state.ts';
import { toAscii } from '../../src/ui/glyphs.ts';
import { expectGolden } from '../support/goldens.ts';
import type { Harness } from '../support/render.tsx';
import { KEYS, startWalk } from '../support/render.tsx';
import { SNAPSHOT } from '../support/snapshot.ts';
import { fakeCommands, planPreview, runResult, stepPreview } from '../support/walk-commands.ts';

const READING: Partial<HardenState> = {
  phase: 'reading',
  since: 997_000,
  snapshot: SNAPSHOT,
  mode: 'plan-only',
  connect: [
    { id: 'kubeconfig', label: 'kubeconfig', text: '~/.kube/config, context prod-eu-1', state: 'done', tookMs: 2 },
    {
      id: 'server',
      label: 'server',
      text: 'https://10.0.0.1:6443, certificate matches its CA',
      state: 'done',
      tookMs: 61,
    },
    { id: 'identity', label: 'identity', text: 'sre@example.com', state: 'running' },
  ],
  progress: {
    kindsDone: 21,
    kindsTotal: 34,
    objects: 6204,
    byKind: [
      { kind: 'pods', objects: 1911, done: true },
      { kind: 'configmaps', objects: 604, done: false },
    ],
  },
  messages: [{ at: 997_500, level: 'warning', text: 'secrets: list is denied to you' }],
};
const LABEL_STEP = stepPreview({ step: 1, title: 'Namespace payments', disruption: 'none' });
const PATCH_STEP = stepPreview({ step: 2 });
const POLICY_STEP = stepPreview({
  step: 3,
  title: 'NetworkPolicy payments/harden-default-deny-ingress',
  effect: 'create',
});
const STEPS = [LABEL_STEP, PATCH_STEP, POLICY_STEP];
const PROGRESS: RunProgress = {
  run: '20261122T140211Z-7f3k',
  kind: 'apply',
  done: false,
  steps: [
    { step: 1, title: 'Namespace payments', ref: LABEL_STEP.ref, phase: 'verified', tookMs: 200 },
    { step: 2, title: PATCH_STEP.title, ref: PATCH_STEP.ref, phase: 'written' },
    { step: 3, title: POLICY_STEP.title, ref: POLICY_STEP.ref, phase: 'waiting' },
  ],
};

interface Shot {
  readonly name: string;
  /** Brings the walk from the shot before to this one. */
  go(walk: Harness): Promise<void> | void;
}

const SHOTS: readonly Shot[] = [
  { name: 'connect', go: () => undefined },
  { name: 'connect-help', go: (walk) => walk.keys('?') },
  {
    name: 'checklist',
    async go(walk) {
      walk.store.setState({ phase: 'live' });
      await walk.keys(KEYS.esc, KEYS.enter);
    },
  },
  { name: 'checklist-last', go: (walk) => walk.keys('G') },
  { name: 'item', go: (walk) => walk.keys('g', '/non-root', KEYS.enter, KEYS.enter) },
  { name: 'checklist-filtered', go: (walk) => walk.keys(KEYS.esc) },
  { name: 'decision', go: (walk) => walk.keys(KEYS.esc, '/', '\u0015', KEYS.enter, 'j'.repeat(11), 'll') },
  { name: 'menu', go: (walk) => walk.keys(KEYS.enter, 'j') },
  { name: 'explain', go: (walk) => walk.keys(KEYS.esc, 'i') },
  { name: 'waive', go: (walk) => walk.keys(KEYS.esc, 'w', 'known', KEYS.tab) },
  { name: 'plan', go: (walk) => walk.keys(KEYS.esc, 'a', 'P', 'j') },
  { name: 'diff-plan-only', go: (walk) => walk.keys('k', 'a', KEYS.esc, 'd') },
  { name: 'unlock', go: (walk) => walk.keys(':mode apply', KEYS.enter, 'prod') },
  {
    name: 'diff-typed',
    async go(walk) {
      await walk.keys('-eu-1', KEYS.enter);
      walk.advance(1000);
      walk.nav.setState({ flash: undefined });
      await walk.keys('pay');
    },
  },
  {
    name: 'apply',
    async go(walk) {
      await walk.keys('ments', KEYS.enter);
      walk.advance(4300);
      walk.store.setState({ run: PROGRESS });
      await walk.settle();
    },
  },
  {
    name: 'result',
    async go(walk) {
      walk.advance(37_000);
      const steps = PROGRESS.steps.map((step) => ({ ...step, phase: 'verified' as const, tookMs: 41_000 }));
      walk.store.setState({ run: { ...PROGRESS, steps, done: true } });
      release?.();
      await walk.settle();
    },
  },
  { name: 'undo', go: (walk) => walk.keys('Z') },
  { name: 'question', go: (walk) => walk.keys(KEYS.esc, 'n', KEYS.esc, 'G', KEYS.enter) },
  { name: 'attest', go: (walk) => walk.keys('m', KEYS.right, KEYS.tab) },
  { name: 'messages', go: (walk) => walk.keys(KEYS.esc, ':messages', KEYS.enter) },
  { name: 'palette', go: (walk) => walk.keys(KEYS.esc, ':mo') },
  { name: 'waivers', go: (walk) => walk.keys(KEYS.esc, ':waivers', KEYS.enter) },
  { name: 'journal', go: (walk) => walk.keys(KEYS.esc, ':journal', KEYS.enter) },
  { name: 'coverage', go: (walk) => walk.keys(KEYS.esc, 'c') },
  { name: 'namespaces', go: (walk) => walk.keys(KEYS.esc, 'n') },
  { name: 'namespaces-unfolded', go: (walk) => walk.keys('.', 'jj') },
  { name: 'namespaces-filtered', go: (walk) => walk.keys('.', '/data') },
  { name: 'one-namespace', go: (walk) => walk.keys('\u0015', KEYS.enter, 'g', KEYS.enter) },
];

let release: (() => void) | undefined;

function commands() {
  const preview = planPreview({ steps: STEPS });
  let isUnlocked = false;
  return fakeCommands({
    preview: async () => preview,
    apply: (asked) =>
      new Promise((resolve) => {
        release = () => resolve(runResult(asked));
      }),
    setMode(_mode, typed) {
      isUnlocked = typed === 'prod-eu-1';
      return isUnlocked ? undefined : { code: 'untyped', context: 'prod-eu-1' };
    },
  });
}

const SIZES = [
  { columns: 100, rows: 30 },
  { columns: 140, rows: 40 },
  { columns: 80, rows: 24 },
] as const;

/** In ASCII a screen is the same, cell for cell. Two signs take a neighbour, which one hangs on what is beside them. */
function expectSameCells(ascii: string, golden: URL): void {
  const whole = readFileSync(golden, 'utf8').slice(0, -1).split('\n');
  const isFree = (line: string, at: number): boolean => /[…→]/.test(line.slice(Math.max(0, at - 1), at + 2));
  const fixed = (text: string, like: string): string =>
    [...text]
      .map((cell, at) => (isFree(like, at) ? '' : cell))
      .join('')
      .trimEnd();
  const lines = ascii.split('\n');
  expect(lines.map((line, row) => fixed(line, whole[row] ?? ''))).toEqual(
    whole.map((line) => toAscii(fixed(line, line))),
  );
}

describe.each([
  ...SIZES.map((size) => ({ ...size, ascii: false, theme: 'default' as const })),
  ...SIZES.map((size) => ({ ...size, ascii: false, theme: 'mono' as const })),
  ...SIZES.map((size) => ({ ...size, ascii: true, theme: 'default' as const })),
  ...SIZES.map((size) => ({ ...size, ascii: false, theme: 'high-contrast' as const })),
])('on a terminal of $columns x $rows, ascii $ascii, theme $theme', ({ columns, rows, ascii, theme }) => {
  test('every screen looks as it should, and none is cleared on the way', async () => {
    const fake = commands();
    const walk = startWalk({
      columns,
      rows,
      commands: {
        ...fake,
        setMode(mode, typed) {
          const refusal = fake.setMode(mode, typed);
          if (refusal === undefined) walk.store.setState({ mode });
          return refusal;
        },
      },
      walk: { ascii, theme },
      state: READING,
    });
    await walk.settle();
    const looks: string[] = [];
    for (const { name, go } of SHOTS) {
      await go(walk);
      const text = walk.text().replace(/ +$/gm, '');
      const size = `${columns}x${rows}${ascii && columns === 80 ? '-ascii' : ''}`;
      const golden = new URL(`goldens/${size}/${name}.txt`, import.meta.url);
      // The text is the same in every theme: only what it looks like is not.
      if (ascii && columns > 80) expectSameCells(text, golden);
      else expectGolden(text, golden);
      expect(walk.screen.lines()).toHaveLength(rows);
      looks.push(`== ${name}`, ...walk.screen.styles());
    }
    if (!ascii)
      expectGolden(looks.join('\n'), new URL(`goldens/${columns}x${rows}/looks/${theme}.txt`, import.meta.url));
    expect(walk.screen.fullClears).toBe(0);
    expect(fake.count('apply')).toBe(1);
    walk.unmount();
  }, 60_000);
});

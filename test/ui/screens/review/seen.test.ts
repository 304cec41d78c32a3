/** A yes to what was not in sight says so. */
import { expect, test } from 'vitest';
import { atChecklist, testControl } from '../../../support/control.ts';
import { fakeCommands, planPreview, stepPreview } from '../../../support/walk-commands.ts';

const LONG = Array.from({ length: 60 }, (_, at) => `+line ${at}`).join('\n');

async function atDiff(diffs: readonly string[], columns = 100, rows = 30) {
  const steps = diffs.map((diff, at) =>
    stepPreview({ step: at + 1, diff, ref: { apiVersion: 'v1', kind: 'Namespace', name: `shop-${at + 1}` } }),
  );
  const commands = fakeCommands({
    preview: async () => planPreview({ steps, consent: { kind: 'yes' }, disruption: 'none' }),
  });
  const walk = await atChecklist(testControl(commands));
  walk.press('d');
  await walk.settle();
  Object.assign(walk.size, { columns, rows });
  walk.advance(1000);
  return { walk, commands };
}

test('a list tells which changes were seen; what was in sight when the next one was asked for is', async () => {
  const { walk } = await atDiff(['+a: 1\n', '+b: 2\n', '+c: 3\n']);
  expect(walk.text()).toMatch(/^▸✓ 1 {2}Namespace shop-1 .*│/m);
  expect(walk.text()).toMatch(/^ · 2 {2}Namespace shop-2 .*│/m);
  expect(walk.text()).toContain('(2 of 3 unseen)');
  walk.press('n');
  expect(walk.text()).toMatch(/^ ✓ 1 .*│/m);
  expect(walk.text()).toContain('(1 of 3 unseen)');
  walk.press('n');
  expect(walk.text()).not.toContain('unseen');
});

test('what was drawn is seen, however soon the next key comes', async () => {
  const { walk } = await atDiff(['+a: 1\n', '+b: 2\n', '+c: 3\n']);
  walk.text();
  walk.press('right');
  expect(walk.text()).toContain('(1 of 3 unseen)');
  walk.press('right');
  expect(walk.text()).not.toContain('unseen');
});

test('what keys typed ahead skip is never drawn: it stays unseen', async () => {
  const { walk } = await atDiff(['+a: 1\n', '+b: 2\n', '+c: 3\n']);
  walk.text();
  walk.press('n', 'n');
  expect(walk.text()).toContain('(1 of 3 unseen)');
  expect(walk.text()).toMatch(/^ · 2 {2}Namespace shop-2/m);
});

test('what another screen or help covers is not seen', async () => {
  const { walk } = await atDiff(['+a: 1\n', '+b: 2\n']);
  walk.text();
  walk.press('n', '?');
  walk.text();
  walk.press('esc', 'left');
  expect(walk.text()).toContain('(1 of 2 unseen)');
});

test('of a long change its last line has to come into sight', async () => {
  const { walk } = await atDiff([LONG]);
  expect(walk.text()).toMatch(/\(\d+ lines unseen\)/);
  walk.press('G');
  expect(walk.text()).not.toContain('unseen');
  walk.press('g');
  expect(walk.text()).not.toContain('unseen');
});

test('page down reads on through all changes', async () => {
  const { walk } = await atDiff([LONG, '+b: 2\n']);
  const pages = Array.from({ length: 6 }, () => {
    walk.press('pagedown');
    return /change (\d) of 2/.exec(walk.text())?.[1];
  });
  expect(pages[0]).toBe('1');
  expect(pages.at(-1)).toBe('2');
  expect(walk.text()).not.toContain('unseen');
});

test('one row down stays in the change', async () => {
  const { walk } = await atDiff(['+a: 1\n', '+b: 2\n']);
  walk.press('down', 'down');
  expect(walk.text()).toContain('change 1 of 2');
});

test('where there is one pane the list stands above the diff, with the change in sight', async () => {
  const many = Array.from({ length: 9 }, (_, at) => `+a: ${at}\n`);
  const { walk } = await atDiff(many, 80, 24);
  for (let at = 0; at < 6; at++) {
    walk.press('n');
    walk.text();
  }
  const lines = walk.text().split('\n').slice(3, 6);
  expect(lines.some((each) => each.startsWith('▸✓ 7  Namespace shop-7'))).toBe(true);
  expect(walk.text()).toContain('+  a: 6');
});

/** The palette after `:`: every command, its completion with the names that there are, and what was typed before. */
import { expect, test } from 'vitest';
import { currentLocation } from '../../../src/store/nav.ts';
import { COMMANDS } from '../../../src/ui/overlays/prompt/commands.ts';
import { atChecklist, type TestControl, testControl } from '../../support/control.ts';
import { fakeCommands } from '../../support/walk-commands.ts';

const walkOn = async (commands = fakeCommands()) => atChecklist(testControl(commands));

function command(walk: TestControl, text: string): void {
  walk.type(':');
  walk.type(text);
  walk.press('enter');
}

const screen = (walk: TestControl): string => currentLocation(walk.control.nav.getState()).screen;
const typed = (walk: TestControl): string | undefined => {
  const { overlay } = walk.control.nav.getState();
  return overlay?.kind === 'command' ? overlay.text : undefined;
};

test.each([
  ['plan', 'plan'],
  ['journal', 'journal'],
  ['ns', 'namespaces'],
  ['waivers', 'page'],
  ['coverage', 'page'],
  ['messages', 'page'],
  ['undo', 'review'],
])(':%s leads to the screen %s, and esc back', async (text, expected) => {
  const walk = await walkOn();
  command(walk, text);
  expect(screen(walk)).toBe(expected);
  await walk.settle();
  walk.press('esc');
  expect(screen(walk)).toBe('checklist');
});

test('every command is completed from a part of its name that only it has, and tab stops where several go on', async () => {
  const walk = await walkOn();
  for (const { name } of COMMANDS) {
    walk.type(':');
    walk.type(name);
    walk.press('tab');
    expect(typed(walk)?.startsWith(name)).toBe(true);
    walk.press('esc');
  }
  walk.type(':m');
  walk.press('tab');
  expect(typed(walk)).toBe('m');
  expect(walk.text()).toMatch(/:m▌ {2}messages {2}mode/);
  walk.type('o');
  walk.press('tab');
  expect(typed(walk)).toBe('mode ');
});

test('namespaces, checks and modes complete after their command', async () => {
  const walk = await walkOn();
  walk.type(':ns pay');
  walk.press('tab', 'enter');
  expect(walk.control.nav.getState().within).toEqual({ title: 'payments', names: ['payments'] });
  expect(walk.text()).toContain('Checklist › payments ›');
  walk.type(':check workloads/run');
  walk.press('tab', 'enter');
  expect(walk.text()).toContain('12 Containers run as non-root');
  expect(walk.control.nav.getState().pane).toBe('entries');
  walk.type(':mode pl');
  walk.press('tab');
  expect(typed(walk)).toBe('mode plan-only');
});

test('names that are not there are told, and nothing moves', async () => {
  const walk = await walkOn();
  command(walk, 'ns nowhere');
  expect(walk.text()).toContain('No namespace nowhere was read.');
  command(walk, 'check no/such');
  expect(walk.text()).toContain('No check no/such here.');
  command(walk, 'frobnicate');
  expect(walk.text()).toContain('Unknown command frobnicate. Commands: check, coverage,');
  expect(screen(walk)).toBe('checklist');
});

test('up and down go through what was typed before, each command once', async () => {
  const walk = await walkOn();
  for (const text of ['plan', 'waivers', 'plan']) {
    command(walk, text);
    walk.press('esc');
  }
  walk.type(':');
  const seen = ['up', 'up', 'up', 'down', 'down'].map((key) => {
    walk.press(key);
    return typed(walk);
  });
  expect(seen).toEqual(['plan', 'waivers', 'waivers', 'plan', '']);
});

test('a run is undone by its id, diff first', async () => {
  const commands = fakeCommands();
  const walk = await walkOn(commands);
  command(walk, 'undo 20261122T140211Z-7f3k');
  await walk.settle();
  expect(commands.calls.find(({ name }) => name === 'previewUndo')?.args[0]).toBe('20261122T140211Z-7f3k');
  expect(commands.count('undo')).toBe(0);
});

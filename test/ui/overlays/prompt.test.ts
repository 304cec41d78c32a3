/** The line at the foot: filters, commands, and the typed name. */
import { expect, test } from 'vitest';
import { currentLocation } from '../../../src/store/nav.ts';
import { lineText } from '../../../src/ui/text/line.ts';
import { atChecklist, testControl } from '../../support/control.ts';
import { fakeCommands } from '../../support/walk-commands.ts';

test('a filter works while it is typed, inverts with !, and esc gives the old one back', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press('/');
  walk.type('root');
  expect(walk.text()).toContain('<root>[2/17]');
  walk.press('esc');
  expect(walk.text()).toContain('item 3 of 17');
  walk.press('/');
  walk.type('!fail');
  walk.press('enter');
  expect(walk.text()).toContain('<!fail>[11/17]');
  walk.press('esc');
  expect(walk.text()).not.toContain('<!fail>');
});

test('a filter that matches nothing says how to get rid of it', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press('/');
  walk.type('nothing like this (');
  walk.press('enter');
  expect(walk.text()).toContain('No item or decision matches nothing like');
  expect(walk.text()).toContain('esc clears the filter.');
});

test('text may be pasted into a filter', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press('/');
  walk.paste('audit\nlog');
  expect(walk.text()).toContain('<audit log>[1/17]');
});

test('items are found by their decisions too', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press('/');
  walk.type('receipts');
  expect(walk.text()).toContain('<receipts>[1/17]');
  expect(walk.text()).toContain('12 Containers run as non-root');
});

test('what is not a regular expression is said to be none', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press('/');
  walk.type('pod[');
  walk.press('enter');
  expect(walk.text()).toContain('pod[: not a regular expression (Unterminated character class), searched as');
});

test('control sequences that are pasted or typed never reach the screen', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  const raw = (): string => walk.frame().map(lineText).join('');
  walk.press('/');
  walk.paste('a \u001b[41mRED\u202e');
  walk.press('\u009b', 'b');
  expect(walk.control.nav.getState().filters.items).toBe('a REDb');
  walk.press('enter', '?');
  walk.paste('\u001b[41mx');
  expect(raw()).toContain('search  x');
  walk.press('esc');
  walk.control.nav.setState({ filters: { items: 'x\u001b[41m' }, overlay: { kind: 'filter', text: 'y\u001b[41m' } });
  expect(raw()).not.toContain('\u001b');
});

test('commands: messages, coverage, the mode with the typed name, an unknown one', async () => {
  const walk = await atChecklist(
    testControl(
      fakeCommands({
        setMode: (_, typed) => (typed === 'prod-eu-1' ? undefined : { code: 'untyped', context: 'prod-eu-1' }),
      }),
      { mode: 'plan-only' },
    ),
  );
  walk.type(':messages');
  walk.press('enter');
  expect(currentLocation(walk.control.nav.getState()).screen).toBe('page');
  walk.press('esc');
  walk.type(':fix-all');
  walk.press('enter');
  expect(walk.text()).toContain('Unknown command fix-all');
  walk.type(':mode apply');
  walk.press('enter');
  expect(walk.text()).toContain('Type the context name to unlock writing:');
  walk.paste('prod-eu-1');
  walk.press('enter');
  expect(walk.text()).toContain('Type the context name to unlock writing:');
  walk.type('prod-eu-2');
  walk.press('enter');
  expect(walk.text()).toContain('prod-eu-2 is not prod-eu-1. Type the context name: ▌');
  walk.type('prod-eu-1');
  walk.press('enter');
  expect(walk.text()).toContain('Writing is unlocked; every change asks for consent.');
});

test('tab completes a command as far as it is certain', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.type(':m');
  walk.press('tab');
  expect(walk.text()).toContain(' :m▌');
  walk.type('o');
  walk.press('tab');
  expect(walk.text()).toContain(' :mode ▌');
  walk.type('a');
  walk.press('tab');
  expect(walk.text()).toContain(' :mode apply▌');
});

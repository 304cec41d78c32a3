/** Other keys for actions: the dispatcher, footer, help and menu follow, and consent stays as it is. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bindingFor, isTextScope, KEYMAP, type Scope } from '../../src/ui/keymap.ts';
import { actionNames, type KeyOverride, keyNames, rebind } from '../../src/ui/rebind.ts';
import { atChecklist, testControl } from '../support/control.ts';
import { fakeCommands } from '../support/walk-commands.ts';

const SCOPES: readonly Scope[] = [...new Set(KEYMAP.map(({ scope }) => scope))];

function tableOf(keys: Readonly<Record<string, readonly string[]>>) {
  const { table, problems } = rebind(Object.entries(keys).map(([name, given]) => ({ name, keys: given })));
  expect(problems).toEqual([]);
  return table;
}

test('the new key does it, the old one does nothing, and footer, help and menu name the new one', async () => {
  const keymap = tableOf({ skip: ['S'], waive: ['W'], up: ['K'], down: ['J'], help: ['ctrl-g'], back: ['b', 'esc'] });
  const walk = await atChecklist(testControl(fakeCommands(), {}, { keymap }));
  walk.press('J', 'enter');
  const foot = walk.text().split('\n').at(-1) ?? '';
  expect(foot).toContain('KJ move');
  expect(foot).toContain('W waive  S skip');
  expect(foot).toContain('b back');
  expect(foot).toContain('ctrl-g help');
  const { skipped } = walk.control.nav.getState();
  walk.press('s');
  expect(walk.control.nav.getState().skipped).toBe(skipped);
  walk.press('S');
  expect(walk.control.nav.getState().skipped).not.toEqual(skipped);
  walk.press('ctrl-g');
  expect(walk.text()).toMatch(/ S +skip for now/);
  expect(walk.text()).not.toMatch(/ s +skip for now/);
  walk.press('esc', 'enter');
  walk.press('enter');
  const { overlay } = walk.control.nav.getState();
  const letters = overlay?.kind === 'menu' ? overlay.items.map(({ key }) => key) : [];
  expect(letters).toEqual(expect.arrayContaining(['d', 'a', 'i', 'W', 'S', 'n']));
});

test('two actions change places', () => {
  const table = tableOf({ 'entries.add': ['d'], 'entries.diff': ['a'] });
  expect([bindingFor('entries', 'd', table)?.id, bindingFor('entries', 'a', table)?.id]).toEqual(['add', 'diff']);
});

test('what is said for all scopes leaves alone where the key would be typed', () => {
  const table = tableOf({ down: ['V'] });
  expect(bindingFor('plan', 'V', table)?.id).toBe('down');
  for (const scope of ['typing', 'help', 'menu'] as const) {
    expect(bindingFor(scope, 'V', table)).toBeUndefined();
    expect(bindingFor(scope, 'down', table)?.id).toBe('down');
  }
});

const override: fc.Arbitrary<KeyOverride> = fc.record({
  name: fc.constantFrom(...actionNames()),
  keys: fc.array(fc.oneof(fc.constantFrom(...keyNames()), fc.constantFrom(...'abcdyYnNzZ:/?é漢')), {
    minLength: 1,
    maxLength: 3,
  }),
});

test('whatever is accepted keeps one meaning for each key, consent and the way out as they are, and text typed', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(override, { minLength: 1, maxLength: 4 }), (overrides) => {
      const { table, problems } = rebind(overrides);
      if (problems.length > 0) return;
      accepted += 1;
      for (const scope of SCOPES) {
        const keys = table.filter((binding) => binding.scope === scope).flatMap((binding) => binding.keys);
        expect(keys).toEqual([...new Set(keys)]);
        expect(bindingFor(scope, 'ctrl-c', table)?.id).toBe('interrupt');
        if (isTextScope(scope)) expect(bindingFor(scope, 'y', table)).toBeUndefined();
      }
      for (const key of [...keyNames(), ...'abcdefghijklmnopqrstuvwxyzYNA'])
        for (const scope of ['review', 'typing'] as const) {
          const now = bindingFor(scope, key, table);
          if (now?.danger === true || now?.id === 'back') expect(now.keys).toEqual(bindingFor(scope, key)?.keys);
        }
      expect(bindingFor('review', 'y', table)?.id).toBe('yes');
      expect(bindingFor('typing', 'enter', table)?.id).toBe('press');
    }),
    { numRuns: 600 },
  );
  expect(accepted).toBeGreaterThan(50);
});

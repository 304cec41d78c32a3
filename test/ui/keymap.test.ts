import { expect, test } from 'vitest';
import { globalKeys } from '../../src/ui/control/global.ts';
import { bindingFor, bindingsOf, isTextScope, KEYMAP, type Scope } from '../../src/ui/keymap.ts';
import { searchBindings } from '../../src/ui/overlays/help/view.ts';
import { OVERLAYS, SCREENS } from '../../src/ui/screens/index.ts';

const ALL = [
  globalKeys,
  ...Object.values(SCREENS).flatMap(({ keys }) => keys),
  ...Object.values(OVERLAYS).map(({ keys }) => keys),
];
const SCOPES: readonly Scope[] = [...new Set(KEYMAP.map(({ scope }) => scope))];

test.each(SCOPES)('in %s no key has two meanings', (scope) => {
  const keys = KEYMAP.filter((binding) => binding.scope === scope).flatMap((binding) => binding.keys);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test.each(SCOPES)('in %s every binding has a handler and every handler a binding', (scope) => {
  const bound = KEYMAP.filter((binding) => binding.scope === scope).map(({ id }) => id);
  const keys = ALL.find((each) => each.scope === scope);
  expect(Object.keys(keys?.on ?? {}).sort()).toEqual([...new Set(bound)].sort());
});

test('keys that write are marked as dangerous, and only those', () => {
  const dangerous = KEYMAP.filter(({ danger }) => danger === true).map(({ scope, id }) => `${scope} ${id}`);
  expect(dangerous).toEqual(['review yes', 'review press', 'typing press']);
});

test('where text is typed no letter is a command', () => {
  for (const scope of SCOPES.filter(isTextScope))
    for (const letter of 'abcdefghijklmnopqrstuvwxyz?:/ ') expect(bindingFor(scope, letter)).toBeUndefined();
});

test('ctrl-c reaches the program from every scope', () => {
  for (const scope of SCOPES) expect(bindingFor(scope, 'ctrl-c')?.id).toBe('interrupt');
});

test('every screen can be left with esc, but the result, which goes on', () => {
  const leaving = SCOPES.filter((scope) => scope !== 'global' && bindingFor(scope, 'esc') !== undefined);
  expect(SCOPES.filter((scope) => !leaving.includes(scope))).toEqual(['global', 'apply']);
});

test('help lists the keys of its scope and the global ones that work there', () => {
  expect(bindingsOf('result').map(({ id }) => id)).toContain('undo-run');
  expect(bindingsOf('result').map(({ id }) => id)).toContain('help');
  expect(bindingsOf('typing').map(({ id }) => id)).not.toContain('help');
});

test('help finds keys by what they do and by their name', () => {
  expect(searchBindings('items', 'regular').map(({ id }) => id)).toEqual(['filter']);
  expect(searchBindings('items', 'ctrl-r').map(({ id }) => id)).toEqual(['sort']);
  expect(searchBindings('items', 'no such thing')).toEqual([]);
});

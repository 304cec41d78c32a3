/** The keys of the configuration file: what is taken, and in which words the rest is refused. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadConfig } from '../../../src/cli/config/config.ts';
import { loadKeymap } from '../../../src/cli/config/keymap.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function keymapOf(text: string): ReturnType<typeof loadKeymap> {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-keys-'));
  folders.push(folder);
  mkdirSync(join(folder, 'kubectl-harden'));
  writeFileSync(join(folder, 'kubectl-harden', 'config.yaml'), text);
  const env = { XDG_CONFIG_HOME: folder };
  return loadKeymap(await loadConfig(env), env);
}

test('without keys the table is the usual one', async () => {
  expect(await keymapOf('theme: mono\n')).toBeUndefined();
});

test('an action gets one key or several', async () => {
  const table = await keymapOf('keys:\n  diff: D\n  items.filter: [F, ctrl-g]\n');
  expect(table?.find(({ scope, id }) => scope === 'entries' && id === 'diff')?.keys).toEqual(['D']);
  expect(table?.find(({ scope, id }) => scope === 'items' && id === 'filter')?.keys).toEqual(['F', 'ctrl-g']);
  expect(table?.find(({ scope, id }) => scope === 'entries' && id === 'filter')?.keys).toEqual(['/']);
});

test.each([
  ['keys:\n  diff: D\n  difff: E\n', 'line 3: keys.difff: unknown action; did you mean diff?'],
  ['keys:\n  itmes.diff: E\n', 'line 2: keys.itmes.diff: unknown action; did you mean items.diff?'],
  ['keys:\n  diff: a\n', 'a already means "add all that is ready in the item'],
  ['keys:\n  items.skip: "?"\n', '? already means "all keys of this screen" (global.help) in items'],
  ['keys:\n  help: n\n', 'n already means'],
  ['keys: {diff: C-x}\n', 'no such key: "C-x"; did you mean ctrl-x?'],
  ['keys: {diff: Ctrl+X}\n', 'did you mean ctrl-x?'],
  ['keys: {diff: ctrl-m}\n', 'no such key: "ctrl-m"; did you mean enter?'],
  ['keys: {diff: shift-d}\n', 'did you mean D?'],
  ['keys: {diff: gg}\n', 'no such key: "gg"; one character, ctrl with a letter, or a name such as pageup'],
  ['keys: {diff: F1}\n', 'no such key: "F1"'],
  ['keys: {diff: []}\n', 'needs one key at least'],
  ['keys: {help: ctrl-c}\n', 'no such key: "ctrl-c"'],
  ['keys: {interrupt: X}\n', 'cannot be changed'],
  ['keys: {review.yes: x}\n', 'cannot be changed'],
  ['keys: {typing.press: ctrl-y}\n', 'cannot be changed'],
  ['keys: {prompt.accept: ctrl-y}\n', 'cannot be changed'],
  ['keys: {review.next: y}\n', 'y already means "apply a change'],
  ['keys: {typing.next: x}\n', 'x is typed in typing'],
  ['keys: {menu.down: w}\n', 'w is typed in menu'],
])('%j is refused: %s', async (text, problem) => {
  await expect(keymapOf(text)).rejects.toThrow(problem);
});

/** Every message that docs/troubleshooting.md explains is one that the sources can make, and every command of the walk is there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bindingFor, KEYMAP } from '../../src/ui/keymap.ts';
import { textOf } from '../documents/documents.ts';
import { ROOT } from '../support/program.ts';

const SOURCES = [
  'src/cli',
  'src/engine',
  'src/model',
  'src/remediation',
  'src/report',
  'src/session',
  'src/sources',
  'src/ui',
  'src/analysis',
];
/** A variable part, written as such, or the end of a part. */
const SEAM = /…|(?<=[.:]) /;

/** All of one file, with texts joined that are written in several pieces. */
const texts = SOURCES.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(ROOT, folder, name), 'utf8').replaceAll(/['"`] \+\s+['"`]/g, '')),
);

function canSay(message: string): boolean {
  // A sentence may have its parts from several places.
  const parts = message.split(SEAM).map((part) => part.trim().replace(/^\(|[).]$/g, ''));
  return parts.filter((part) => /\w{2}/.test(part)).every((part) => texts.some((text) => text.includes(part)));
}

const messages = [...textOf('docs/troubleshooting.md').matchAll(/\| message \| next \|\n.*\n((?:\|.*\n)+)/g)].flatMap(
  ([, rows = '']) => [...rows.matchAll(/^\| `([^`]+)`/gm)].map(([, message = '']) => message),
);

test('messages are found, and one that nobody says is noticed', () => {
  expect(messages.length).toBeGreaterThan(20);
  expect(canSay('the moon is not reachable (…)')).toBe(false);
});

test.each(messages)('the sources can say: %s', (message) => {
  expect(canSay(message)).toBe(true);
});

test('the commands of the walk that its page names are those that it has', () => {
  const commands = readFileSync(join(ROOT, 'src/ui/overlays/prompt/commands.ts'), 'utf8');
  const known = [...commands.matchAll(/\{ name: '(\w+)'/g)].map(([, name]) => name);
  const named = [...textOf('docs/walk.md').matchAll(/^\| `:(\w+)/gm)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(6);
  expect(known).toEqual(expect.arrayContaining(named));
});

test('the keys of the walk that its page names are those that it has', () => {
  const rows = [...textOf('docs/walk.md').matchAll(/\| key \| does \|\n.*\n((?:\|.*\n)+)/g)].flatMap(([, each = '']) =>
    each.trim().split('\n'),
  );
  const keys = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, key = '']) => key));
  expect(keys.length).toBeGreaterThan(10);
  for (const key of keys)
    expect(
      KEYMAP.some((binding) => binding.keys.includes(key)),
      key,
    ).toBe(true);
  expect(bindingFor('items', 'a')?.id).toBe('add');
});

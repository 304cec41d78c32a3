import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asDot, asMermaid } from '../../src/tools/generate/architecture.ts';
import { readSources, type SourceFile } from '../../src/tools/imports.ts';
import { reduced, roomGraph, roomOf, wayBetween } from '../../src/tools/rooms.ts';
import { ROOT } from '../support/program.ts';

function file(path: string, ...imports: string[]): SourceFile {
  return { path, lines: 1, imports: imports.map((to) => ({ to, kind: 'value' })) };
}

const FILES = [
  file('src/cli/main.ts', 'src/sources/live/index.ts', 'src/session/run.ts', 'node:fs'),
  file('src/session/run.ts', 'src/session/journal.ts', 'src/model/ports.ts'),
  file('src/session/journal.ts', 'src/model/ports.ts'),
  file('src/sources/live/index.ts', 'src/sources/live/list.ts'),
  file('src/sources/live/list.ts', 'src/model/ports.ts'),
  file('src/model/ports.ts'),
];

test('rooms are the folders of src, each source one of its own', () => {
  expect(['src/ui/text/line.ts', 'src/sources/live/index.ts', 'plugins/index.ts'].map(roomOf)).toEqual([
    'ui',
    'sources/live',
    undefined,
  ]);
});

test('an edge that follows from others is left out, and nothing else', () => {
  const graph = roomGraph([...FILES, file('src/cli/flags.ts', 'src/model/ports.ts')]);
  expect(graph.get('cli')).toEqual(['model', 'session', 'sources/live']);
  expect(reduced(graph).get('cli')).toEqual(['session', 'sources/live']);
  expect(reduced(graph).get('session')).toEqual(['model']);
});

test('two files are connected by the program that imports both, not by what both import', () => {
  expect(wayBetween(FILES, 'src/sources/live/list.ts', 'src/session/journal.ts')).toEqual([
    'src/sources/live/list.ts',
    'src/sources/live/index.ts',
    'src/cli/main.ts',
    'src/session/run.ts',
    'src/session/journal.ts',
  ]);
  expect(wayBetween(FILES, 'src/sources/live/list.ts', 'src/nowhere.ts')).toBeUndefined();
});

test('a graph is drawn for Mermaid and for Graphviz', () => {
  const graph = new Map([['cli', ['sources/live', 'ui']]]);
  expect(asMermaid(graph)).toBe('flowchart TD\n  cli --> sources-live["sources/live"]\n  cli --> ui\n');
  expect(asDot(graph)).toBe('digraph rooms {\n  "cli" -> "sources/live"\n  "cli" -> "ui"\n}\n');
});

const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');

test('the page has a sentence for every room', () => {
  const rooms = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const named = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, room]) => room);
  expect(named.toSorted()).toEqual(rooms.map(({ name }) => name).toSorted());
});

test('the way of one object names files and functions that are there', () => {
  const steps = [...page.matchAll(/^\| .* \| `(src\/[^`]+)` \| `(\w+)` \|$/gm)];
  expect(steps.length).toBeGreaterThan(10);
  const wrong = steps.filter(([, path = '', name]) => {
    const text = existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : '';
    return !new RegExp(`(function\\*? |^ {2}(async )?)${name}[(<]`, 'm').test(text);
  });
  expect(wrong.map(([step]) => step)).toEqual([]);
});

test('the live list reader and the journal are connected', () => {
  const way = wayBetween(
    readSources(['src']),
    'src/sources/live/read/list.ts',
    'src/remediation/journal/run-journal.ts',
  );
  expect(way?.map(roomOf)).toEqual(expect.arrayContaining(['sources/live', 'cli', 'remediation']));
});

/** The layers of the program hold: who imports what, no cycles, nothing heavy before the first frame, files of a size. */
import { expect, test } from 'vitest';
import { findCycle, type Import, packageOf, readSources, type SourceFile } from '../src/tools/imports.ts';
import { BUDGET, LAYERS, LAZY, type Layer, TOO_LONG } from './architecture/table.ts';

const sources = readSources(['src', 'plugins']);
const tests = readSources(['test']);
/** What is generated is as long as its source. */
const written = [...sources, ...tests].filter(({ path }) => !path.endsWith('.generated.ts'));

test('every import is in the table of layers', () => {
  const wrong = sources.flatMap((file) => {
    const layer = layerOf(file.path);
    if (layer === undefined) return [`${file.path} belongs to no layer`];
    return file.imports
      .filter((found) => !isAllowed(layer, file, found))
      .map(({ to, kind }) => `${file.path} may not import ${to} (${kind}): ${layer.because}`);
  });
  expect(wrong).toEqual([]);
});

test('the table would notice a forbidden import', () => {
  const [plugin] = LAYERS;
  const check = { path: 'plugins/rbac/dangling/check.ts', lines: 1, imports: [] };
  const allows = (to: string, kind: Import['kind'] = 'value') => plugin && isAllowed(plugin, check, { to, kind });
  expect(allows('kubectl-harden/plugin-api')).toBe(true);
  expect(allows('plugins/rbac/shared.ts')).toBe(true);
  for (const to of [
    'plugins/network/shared.ts',
    'src/analysis/rbac/index.ts',
    'src/engine/index.ts',
    'node:fs',
    'undici',
    'src/plugin-apis/x.ts',
  ])
    expect(allows(to), to).toBe(false);
});

test('no file imports itself through others', () => {
  const graph = new Map(
    sources.map(({ path, imports }) => [path, imports.filter(({ kind }) => kind === 'value').map(({ to }) => to)]),
  );
  expect(findCycle(graph)).toBeUndefined();
  expect(
    findCycle(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['a']],
      ]),
    ),
  ).toEqual(['a', 'b', 'c', 'a']);
});

test('the program starts without screens, network and checks: they are loaded when they are needed', () => {
  const loaded = closure('src/cli/main.ts');
  expect(loaded.size).toBeGreaterThan(3);
  expect([...loaded].filter((path) => LAZY.some((lazy) => isWithin(path, lazy)))).toEqual([]);
});

test('files keep to their size, but for those that are named with a reason', () => {
  const tooLong = written
    .filter(({ path, lines }) => lines > limitOf(path) && !(path in TOO_LONG))
    .map(({ path, lines }) => `${path} has ${lines} lines, ${limitOf(path)} are the limit`);
  expect(tooLong).toEqual([]);
  const sizes = new Map(written.map(({ path, lines }) => [path, lines]));
  for (const path of Object.keys(TOO_LONG)) expect(sizes.get(path) ?? 0, path).toBeGreaterThan(limitOf(path));
});

test('half of the sources fit on a screen, nine of ten on three', () => {
  const lines = written
    .filter(({ path }) => !path.startsWith('test/'))
    .map((file) => file.lines)
    .sort((left, right) => left - right);
  expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(BUDGET.median);
  expect(lines[Math.floor(lines.length * 0.9)]).toBeLessThanOrEqual(BUDGET.p90);
});

function layerOf(path: string): Layer | undefined {
  return LAYERS.filter(({ from }) => isWithin(path, from)).toSorted((a, b) => b.from.length - a.from.length)[0];
}

function isWithin(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

function isAllowed(layer: Layer, file: SourceFile, { to, kind }: Import): boolean {
  if (to.startsWith('node:')) return layer.node === 'all' || layer.node?.includes(to) === true;
  if (!isWithin(to, 'src') && !isWithin(to, 'plugins') && to !== 'package.json') {
    const name = packageOf(to);
    return (layer.packages ?? []).some((each) => each === name || (kind === 'type' && each === `type:${name}`));
  }
  if (layer.may.some((prefix) => isWithin(to, prefix))) return true;
  return layerOf(to) === layer && (layer.from !== 'plugins' || isSameArea(file.path, to));
}

/** The registry of an area may import its checks, the registry of all may import the areas; areas never each other. */
function isSameArea(from: string, to: string): boolean {
  const areaOf = (path: string) => path.split('/')[1] ?? '';
  return areaOf(from).endsWith('.ts') || areaOf(from) === areaOf(to);
}

/** Everything that is loaded with a file, dynamic imports left out. */
function closure(entry: string): ReadonlySet<string> {
  const byPath = new Map(sources.map((file) => [file.path, file]));
  const loaded = new Set<string>();
  const queue = [entry];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (loaded.has(path)) continue;
    loaded.add(path);
    for (const { to, kind } of byPath.get(path)?.imports ?? []) if (kind === 'value') queue.push(to);
  }
  return loaded;
}

function limitOf(path: string): number {
  if (path.startsWith('test/')) return BUDGET.test;
  if (path.endsWith('/check.ts')) return BUDGET.check;
  return path.startsWith('src/ui/screens/') ? BUDGET.screen : BUDGET.file;
}

test('rooms hold fewer than 25 files', () => {
  const rooms = Map.groupBy([...sources, ...tests], ({ path }) => path.slice(0, path.lastIndexOf('/')));
  const crowded = [...rooms].filter(([, files]) => files.length >= BUDGET.room);
  expect(crowded.map(([room, files]) => `${room} holds ${files.length} files`)).toEqual([]);
});

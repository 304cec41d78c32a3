/** What documents show is what the program does: outputs and pictures are compared, and written with UPDATE_GOLDENS=1. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { FLAG_NAMES } from '../../src/cli/args/flags.ts';
import { parseCommandLine } from '../../src/cli/args/parse.ts';
import { COMMANDS, ROOT as ROOT_COMMAND } from '../../src/cli/commands.ts';
import { commandLines, flagsNamed, linksOf } from '../documents/commands.ts';
import { DOCUMENTS, MADE, made, textOf } from '../documents/documents.ts';
import { createHome, ROOT } from '../support/program.ts';

/** Flags of kubectl that stand alone in a sentence. */
const OF_KUBECTL = ['--prune', '--prune-allowlist'];

/** It names flags of Kubernetes' components. */
const OF_COMPONENTS = 'docs/coverage.md';

/** Of what is made. */
function expectCurrent(path: string, wanted: string): void {
  const file = join(ROOT, path);
  if (process.env.UPDATE_GOLDENS === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, wanted);
  }
  const found = existsSync(file) ? readFileSync(file, 'utf8') : '';
  expect(found, `${path} is stale: npm run screenshots writes it anew`).toBe(wanted);
}

test.concurrent.each(MADE)(
  'the outputs in %s are those of the program',
  async (path) => {
    expectCurrent(path, await made(path));
  },
  600_000,
);

test('the pictures of the walk are as it is drawn, and documents show each of them', async () => {
  const { pictures } = await import('../pictures/pictures.ts');
  const drawn = await pictures();
  for (const { path, text } of drawn) expectCurrent(path, text);
  expect(readdirSync(join(ROOT, 'docs/pictures')).map((name) => `docs/pictures/${name}`)).toEqual(
    drawn.map(({ path }) => path).toSorted(),
  );
  const shown = DOCUMENTS.map(textOf).join('\n');
  for (const { path } of drawn) expect(shown).toContain(path.replace('docs/', ''));
});

test('the page of frames is as the walk is drawn', async () => {
  const { framesPage } = await import('../documents/frames.ts');
  expectCurrent('docs/frames.md', await framesPage());
}, 600_000);

test('the README opens with pictures of the walk, and leads to the documents', () => {
  const text = textOf('README.md');
  const opening = text.slice(0, text.indexOf('\n## '));
  for (const name of ['checklist', 'diff', 'result']) expect(opening).toContain(`src="docs/pictures/${name}.svg"`);
  expect(linksOf(text)).toContain('docs/README.md');
});

test.each([...DOCUMENTS, 'CHANGELOG.md'])('the links of %s lead somewhere', (name) => {
  const folder = dirname(join(ROOT, name));
  expect(linksOf(readFileSync(join(ROOT, name), 'utf8')).filter((link) => !existsSync(join(folder, link)))).toEqual([]);
});

test('every command line that a document shows is one that the program takes', () => {
  const lines = DOCUMENTS.flatMap((path) => commandLines(textOf(path)).map((line) => ({ path, line })));
  expect(lines.length).toBeGreaterThan(50);
  for (const { path, line } of lines)
    expect(
      () => parseCommandLine(line, ROOT_COMMAND, COMMANDS, 'kubectl harden'),
      `${path}: ${line.join(' ')}`,
    ).not.toThrow();
});

test('every flag that a document names is there', () => {
  const known = new Set(['--help', ...OF_KUBECTL, ...FLAG_NAMES.map((name) => `--${name}`)]);
  for (const path of DOCUMENTS.filter((each) => each !== OF_COMPONENTS))
    expect(
      flagsNamed(textOf(path)).filter((flag) => !known.has(flag)),
      path,
    ).toEqual([]);
});

test('every script that a document names is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const path of DOCUMENTS)
    for (const [, script = ''] of textOf(path).matchAll(/npm run (?:-s )?([a-z:-]+)/g))
      expect(Object.keys(scripts), path).toContain(script);
});

test('the exit codes in the documents are those of the help', async () => {
  const home = createHome();
  const rows = [...textOf('docs/scripting.md').matchAll(/^\| (\d+) \| (.*) \|$/gm)].map(([, code, text]) => [
    code,
    text?.replaceAll('`', ''),
  ]);
  const { stdout } = await home.run(['--help']);
  home.remove();
  const lines = [...stdout.matchAll(/^ {2}(\d+) {2,}(.*)$/gm)].map(([, code, text]) => [code, text]);
  expect(rows).toEqual(lines);
});

test('every document of the folder is in its index', () => {
  const index = textOf('docs/README.md');
  for (const path of DOCUMENTS.filter((each) => each.startsWith('docs/') && !each.endsWith('/README.md')))
    expect(index).toContain(`(${path.slice('docs/'.length)})`);
});

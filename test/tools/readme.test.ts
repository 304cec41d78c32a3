/** What the README shows is what the program prints: its blocks are compared, and written with UPDATE_GOLDENS=1. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createHome, PROGRAM, ROOT } from '../support/program.ts';
import { startPty } from '../support/pty.ts';

const FILE = join(ROOT, 'README.md');
const BLOCK = /<!-- (output|screen): (.+) -->\n([\s\S]*?)<!-- end -->/g;
const home = createHome();
afterAll(() => home.remove());

async function outputOf(args: string): Promise<string> {
  const { stdout, stderr } = await home.run(args.split(' '));
  // On a terminal both streams are seen; what is left for a person is longer than the point that it makes here.
  const notes = stderr.split('\n').filter((line) => !line.startsWith('  ') && line !== '');
  return `$ kubectl harden ${args}\n${stdout}${notes.join('\n')}`.trimEnd();
}

async function screenOf(): Promise<string> {
  const pty = startPty(process.execPath, [PROGRAM, '--sample'], { columns: 100, rows: 30, env: home.env });
  await pty.waitFor(/\bLIVE\b/);
  pty.send('\r');
  const text = await pty.waitFor('THE 14 ESSENTIALS');
  pty.send('q');
  await pty.exit;
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

async function fresh(text: string): Promise<string> {
  let result = text;
  for (const [whole, kind = '', what = ''] of text.matchAll(BLOCK)) {
    const shown = kind === 'output' ? await outputOf(what) : await screenOf();
    result = result.replace(whole, () => `<!-- ${kind}: ${what} -->\n\n\`\`\`text\n${shown}\n\`\`\`\n\n<!-- end -->`);
  }
  return result;
}

test('the outputs in the README are those of the program', async () => {
  const text = readFileSync(FILE, 'utf8');
  expect([...text.matchAll(BLOCK)]).toHaveLength(3);
  const wanted = await fresh(text);
  if (process.env.UPDATE_GOLDENS === '1') writeFileSync(FILE, wanted);
  expect(readFileSync(FILE, 'utf8'), 'UPDATE_GOLDENS=1 writes it anew').toBe(wanted);
});

test.each(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'])('the links of %s lead somewhere', (name) => {
  const text = readFileSync(join(ROOT, name), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '');
  expect(links.filter((link) => !existsSync(join(ROOT, link)))).toEqual([]);
});

test('every script that a document names is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const name of ['README.md', 'CONTRIBUTING.md']) {
    const text = readFileSync(join(ROOT, name), 'utf8');
    for (const [, script = ''] of text.matchAll(/npm run (?:-s )?([a-z:-]+)/g))
      expect(Object.keys(scripts), name).toContain(script);
  }
});

test('the exit codes in the README are those of the help', async () => {
  const rows = [...readFileSync(FILE, 'utf8').matchAll(/^\| (\d+) \| (.*) \|$/gm)].map(([, code, text]) => [
    code,
    text?.replaceAll('`', ''),
  ]);
  const { stdout } = await home.run(['--help']);
  const lines = [...stdout.matchAll(/^ {2}(\d+) {2,}(.*)$/gm)].map(([, code, text]) => [code, text]);
  expect(rows).toEqual(lines);
});

/**
 * Documents whose outputs are made. A marked code block is written anew from what the program does, block after block, in a
 * home and a folder of the document's own:
 *
 * - `<!-- output: ARGS -->` runs `kubectl harden ARGS` and holds what a terminal would show, without the lists on stderr;
 * - `<!-- output in full: ARGS -->` holds these, too;
 * - `<!-- file: PATH -->` is written by hand, and put there before the next block;
 * - `<!-- shows: PATH -->` holds the file as it is then.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createHome, type Home, ROOT } from '../support/program.ts';

const BLOCK = /<!-- (output|output in full|file|shows): (.+) -->\n\n```(\w+)\n([\s\S]*?)```\n/g;
/** Their time and their end differ in every run. */
const RUN = /\b\d{8}T\d{6}Z-[0-9a-f]{4}\b/g;
const TODAY = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** From the root of the repository. */
export const DOCUMENTS: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export const MADE: readonly string[] = DOCUMENTS.filter((path) => /<!-- output: /.test(textOf(path)));

/** The document as it should be. */
export async function made(path: string): Promise<string> {
  const home = createHome();
  try {
    let result = textOf(path);
    const names = new Map<string, string>();
    for (const [whole, kind = '', what = '', language = '', before = ''] of result.matchAll(BLOCK)) {
      const text = await contentOf(home, kind, what, before);
      const steady = namedAlike(text, names);
      result = result.replace(whole, () => `<!-- ${kind}: ${what} -->\n\n\`\`\`${language}\n${steady}\`\`\`\n`);
    }
    return result;
  } finally {
    home.remove();
  }
}

async function contentOf(home: Home, kind: string, what: string, before: string): Promise<string> {
  const folder = join(home.folder, 'work');
  mkdirSync(folder, { recursive: true });
  if (kind === 'shows') return readFileSync(join(folder, what), 'utf8');
  if (kind !== 'file') return `${await outputOf(home, folder, what, kind === 'output in full')}\n`;
  mkdirSync(dirname(join(folder, what)), { recursive: true });
  writeFileSync(join(folder, what), before);
  return before;
}

async function outputOf(home: Home, cwd: string, args: string, isFull: boolean): Promise<string> {
  const env = { XDG_STATE_HOME: undefined, XDG_CONFIG_HOME: undefined };
  const { stdout, stderr } = await home.run(wordsOf(args), { cwd, env });
  // On a terminal both streams are seen.
  const notes = stderr.split('\n').filter((line) => (isFull || !line.startsWith('  ')) && line !== '');
  const shown = `$ kubectl harden ${args}\n${stdout}${notes.join('\n')}`.trimEnd();
  return shown.replaceAll(home.folder, '~');
}

function wordsOf(args: string): readonly string[] {
  return [...args.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** Runs are called by their order, and all of them are of one day. */
function namedAlike(text: string, names: Map<string, string>): string {
  const called = text.replace(RUN, (run) => {
    const name = names.get(run) ?? `20261128T12${String(names.size).padStart(2, '0')}00Z-7f3${names.size.toString(16)}`;
    names.set(run, name);
    return name;
  });
  return called.replace(TODAY, '2026-11-28T12:00:00.000Z');
}

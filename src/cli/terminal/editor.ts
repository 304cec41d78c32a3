/** The operator's own editor, on one file that is gone afterwards: chosen, run and judged as by `kubectl edit`. */
import { lstatSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { load } from 'js-yaml';
import { temporaryFolder } from '../../disk/temporary.ts';
import { createFile } from '../../disk/write.ts';
import { maskCredentials } from '../../redaction/shapes.ts';
import { decoded } from '../../text/encoding.ts';
import { errorText } from '../../text/errors.ts';
import type { Edited } from '../../ui/index.tsx';
import { runOnTerminal } from './external-diff.ts';

/** Nobody edits more by hand. */
const MOST_BYTES = 1_048_576;

/** `path`: where the file will be; the ending of its name tells the editor what is in it. The terminal must be free. Never rejects. */
export async function editText(
  { path, text, offered }: { readonly path: string; readonly text: string; readonly offered: string },
  env: NodeJS.ProcessEnv,
): Promise<Edited> {
  try {
    const folder = await temporaryFolder();
    try {
      const file = join(folder, basename(path));
      createFile(file, text);
      const problem = await runOnTerminal(editorCommand(file, env), 'inherit', 0);
      return problem === undefined ? judged(file, text, offered) : stays(problem);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (error) {
    return stays(errorText(error));
  }
}

function stays(why: string): Edited {
  return { problem: `Nothing was edited: ${why}.` };
}

/** `KUBE_EDITOR`, `EDITOR`, `vi`. A value with quotes is a command of the shell, any other one is words. */
export function editorCommand(file: string, env: NodeJS.ProcessEnv, platform = process.platform): readonly string[] {
  const named = [env.KUBE_EDITOR, env.EDITOR].find((value) => value !== undefined && value.trim() !== '');
  const editor = named ?? (platform === 'win32' ? 'notepad' : 'vi');
  const isShell = platform !== 'win32' && /["'\\]/.test(editor);
  if (isShell) return ['sh', '-c', `${editor} "$1"`, 'sh', file];
  return [...editor.split(' ').filter(Boolean), file];
}

function judged(file: string, before: string, offered: string): Edited {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found?.isFile() !== true) return stays('the editor left no file');
  if (found.size > MOST_BYTES) return stays('the saved file has more than 1 MiB');
  const text = decoded(readFileSync(file));
  if (text === before) return stays('no changes were made');
  if (!hasLines(text)) return stays('the saved file was empty');
  const doubt = /\.ya?ml$/.test(file) && isYaml(offered) === undefined ? isYaml(text) : undefined;
  return { text, shown: shownText(text, offered), ...(doubt === undefined ? {} : { doubt }) };
}

/** Comments alone are no file. */
function hasLines(text: string): boolean {
  return text.split(/\r?\n/).some((line) => line.trim() !== '' && !line.trim().startsWith('#'));
}

/** Why it is none, as the end of a sentence. */
function isYaml(text: string): string | undefined {
  try {
    for (const part of text.split(/^---$/m)) load(part);
    return undefined;
  } catch (error) {
    return errorText(error).split('\n')[0] ?? '';
  }
}

/** What the operator wrote may hold a credential; what was offered holds none, and is shown as it is. */
function shownText(text: string, offered: string): string {
  const known = new Set(offered.split('\n'));
  const parts: string[][] = [];
  let wasKnown: boolean | undefined;
  for (const line of text.split('\n')) {
    const isKnown = known.has(line);
    if (isKnown === wasKnown) parts.at(-1)?.push(line);
    else parts.push([line]);
    wasKnown = isKnown;
  }
  return parts
    .map((lines) => lines.join('\n'))
    .map((part) => (known.has(part.split('\n')[0] ?? '') ? part : maskCredentials(part)))
    .join('\n');
}

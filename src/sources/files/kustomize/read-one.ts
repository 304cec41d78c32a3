/** One kustomization, read from its folder. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '../../../disk/errors.ts';
import { isJsonObject } from '../../../kube/path.ts';
import type { JsonObject } from '../../../plugin-api/index.ts';
import { problemText } from '../../../text/errors.ts';
import { findDocuments, readDocument } from '../read/documents.ts';
import { textOf } from '../read/text.ts';
import { KUSTOMIZATION_FILES, type References, referencesOf } from './kustomization.ts';

export interface Kustomization {
  /** Path of its file, under the folder as it was given. */
  readonly path: string;
  readonly text: string;
  readonly value: JsonObject;
  readonly references: References;
}

/** `undefined`: the folder has none. */
export async function readKustomization(
  folder: string,
): Promise<Kustomization | { readonly problem: string } | undefined> {
  let path = folder;
  try {
    const found = await Promise.all(KUSTOMIZATION_FILES.map((name) => isFile(join(folder, name))));
    const [name, second] = KUSTOMIZATION_FILES.filter((_, index) => found[index]);
    if (name === undefined) return undefined;
    path = join(folder, name);
    if (second !== undefined) return { problem: `${path}: there is ${second} beside it. Keep one of them.` };
    return parsed(path, await readFile(path));
  } catch (error) {
    return { problem: `${path}: ${problemText(error)}` };
  }
}

/** Throws where it may not be looked at. */
async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** kustomize reads one document, which need not say what it is. */
function parsed(path: string, bytes: Buffer): Kustomization | { readonly problem: string } {
  const found = textOf(bytes);
  if ('problem' in found) return { problem: `${path}: ${found.problem}` };
  const text = withoutDirectives(found.text);
  if (text === undefined)
    return { problem: `${path}: line 1: kustomize reads YAML 1.1 only: take out the directive %YAML` };
  const [document, another] = findDocuments(text);
  if (document === undefined) return { problem: `${path}: it is empty` };
  if (another !== undefined)
    return { problem: `${path}: line ${another.line}: a kustomization is one document, and here begins another` };
  const read = readDocument(text, document, found.isDoubtful);
  if ('problem' in read) return { problem: `${path}: line ${read.line}: ${read.problem}` };
  if (!isJsonObject(read.value)) return { problem: `${path}: line ${document.line}: it is no map of fields` };
  return { path, text: found.text, value: read.value, references: referencesOf(read.value) };
}

/** Before the document, each with its line. */
const DIRECTIVES = /^(?:(?:[%#][^\n]*|[ \t\r]*)\n)+(?=---)/;

/** kustomize takes directives of YAML where kubectl takes none: as comments every other character stays where it is. */
function withoutDirectives(text: string): string | undefined {
  const [directives = ''] = DIRECTIVES.exec(text) ?? [];
  if (/^%YAML[ \t]+(?!1\.1\s)/m.test(directives)) return undefined;
  return directives.replaceAll(/^%/gm, '#') + text.slice(directives.length);
}

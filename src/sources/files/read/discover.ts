/** Which files a list of paths means, by kubectl's rules: in folders .yaml, .yml and .json, sub-folders on request. */
import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { errorCode, fileRemedy, problemText } from '../../../text/errors.ts';
import { isKustomizationFile } from '../kustomize/kustomization.ts';
import { LeftOut, type LeftOutBy } from './left-out.ts';

export const STDIN = '-';

export interface ManifestPath {
  /** As it is shown: what was given, or what was given with what was found in it. */
  readonly path: string;
  /** Found in a folder: other YAML is expected there. */
  readonly isFound: boolean;
  /** What a kustomization builds: whatever is in it is an object. */
  readonly isBuilt?: true;
}
export type Discovered =
  | ManifestPath
  /** `path`: what could not be looked at. */
  | { readonly path: string; readonly problem: string }
  | { readonly path: string; readonly isFolder: boolean; readonly leftOutBy: LeftOutBy }
  /** A pipe, a socket or a device in a folder: whoever opens it may wait for ever. */
  | { readonly path: string; readonly special: string };

export interface Search {
  readonly isRecursive: boolean;
  /** Patterns of what folders leave out, as in a `.gitignore` of the folder that was given. */
  readonly exclude: readonly string[];
}

const ADDRESS = /^https?:\/\//i;
const EXTENSIONS: ReadonlySet<string> = new Set(['.yaml', '.yml', '.json']);

/** Every file once, folders sorted by name, so that two runs read in the same order. */
export async function* discover(paths: readonly string[], search: Search): AsyncGenerator<Discovered> {
  const seen = new Set<string>();
  for (const path of paths) {
    if (path === STDIN) yield { path, isFound: false };
    else yield* given(path, search, seen);
  }
}

async function* given(path: string, search: Search, seen: Set<string>): AsyncGenerator<Discovered> {
  if (ADDRESS.test(path)) {
    const problem = `${path}: URLs are not supported. Fetch it first: curl -fsSL ADDRESS | kubectl harden scan -f -`;
    yield { path, problem };
    return;
  }
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (error) {
    yield { path, problem: problemOf(path, error) };
    return;
  }
  if (isFolder) yield* folder(path, await walkOf(path, search, seen));
  else if (await isFirst(path, seen)) yield { path, isFound: false };
}

/** One way through a folder that was given. */
interface Walk {
  readonly isRecursive: boolean;
  readonly seen: Set<string>;
  readonly leftOut: LeftOut;
  /** A path below the folder as the rules know it. */
  real(path: string): string;
}

async function walkOf(root: string, { isRecursive, exclude }: Search, seen: Set<string>): Promise<Walk> {
  const real = await realpath(root);
  return { isRecursive, seen, leftOut: new LeftOut(real, exclude), real: (path) => join(real, relative(root, path)) };
}

async function* folder(path: string, walk: Walk): AsyncGenerator<Discovered> {
  if (!(await isFirst(path, walk.seen))) return;
  let names: readonly string[];
  try {
    names = (await readdir(path)).sort();
  } catch (error) {
    yield { path, problem: `${path}: ${troubleOf(error)}` };
    return;
  }
  walk.leftOut.enter(walk.real(path));
  for (const name of names) yield* member(join(path, name), name, walk);
}

/** Links to folders are followed; one that leads to a folder already read is not read again. */
async function* member(path: string, name: string, walk: Walk): AsyncGenerator<Discovered> {
  const isManifest = EXTENSIONS.has(extname(name).toLowerCase()) || isKustomizationFile(name);
  if (!isManifest && !walk.isRecursive) return;
  try {
    const found = await stat(path);
    const isFolder = found.isDirectory();
    if (isFolder ? !walk.isRecursive || name === '.git' : !isManifest) return;
    const leftOutBy = walk.leftOut.by(walk.real(path), isFolder);
    if (leftOutBy !== undefined) yield { path, isFolder, leftOutBy };
    else if (isFolder) yield* folder(path, walk);
    else if (!found.isFile()) yield { path, special: specialName(found) };
    else if (await isFirst(path, walk.seen)) yield { path, isFound: true };
  } catch (error) {
    // What may not be looked at may be a folder of manifests, and so may what cannot be named.
    if (isManifest || isDenied(error) || (await isNamelessFolder(path)))
      yield { path, problem: problemOf(path, error) };
  }
}

/** What stands for bytes that are no UTF-8: by such a name nothing is found. */
const NO_CHARACTER = '\ufffd';

async function isNamelessFolder(path: string): Promise<boolean> {
  if (!basename(path).includes(NO_CHARACTER)) return false;
  const entries = await readdir(dirname(path), { withFileTypes: true });
  return entries.some((entry) => entry.name === basename(path) && !entry.isFile());
}

function problemOf(path: string, error: unknown): string {
  if (errorCode(error) === 'ENOENT' && path.includes(NO_CHARACTER))
    return `${path}: its name is not valid UTF-8, so that it cannot be opened. Rename it.`;
  return `${path}: ${troubleOf(error)}`;
}

function specialName(found: Stats): string {
  if (found.isFIFO()) return 'a named pipe';
  return found.isSocket() ? 'a socket' : 'a device';
}

async function isFirst(path: string, seen: Set<string>): Promise<boolean> {
  const real = await realpath(path);
  if (seen.has(real)) return false;
  seen.add(real);
  return true;
}

/** Why something cannot be read, and what to do about it. */
export function troubleOf(error: unknown): string {
  const remedy = fileRemedy(error);
  return remedy === undefined ? problemText(error) : `${problemText(error)}. ${remedy}.`;
}

function isDenied(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(errorCode(error) ?? '');
}

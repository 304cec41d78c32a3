/** Which files a list of paths means, by kubectl's rules: in folders .yaml, .yml and .json, sub-folders on request. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { isKustomizationFile } from '../kustomize/kustomization.ts';

export const STDIN = '-';

export interface ManifestPath {
  /** As it is shown: what was given, or what was given with what was found in it. */
  readonly path: string;
  /** Found in a folder: other YAML is expected there. */
  readonly isFound: boolean;
  /** What a kustomization builds: whatever is in it is an object. */
  readonly isBuilt?: true;
}
export type Discovered = ManifestPath | { readonly problem: string };

const ADDRESS = /^https?:\/\//i;
const EXTENSIONS: ReadonlySet<string> = new Set(['.yaml', '.yml', '.json']);

/** Every file once, folders sorted by name, so that two runs read in the same order. */
export async function* discover(paths: readonly string[], isRecursive: boolean): AsyncGenerator<Discovered> {
  const seen = new Set<string>();
  for (const path of paths) {
    if (path === STDIN) yield { path, isFound: false };
    else yield* given(path, isRecursive, seen);
  }
}

async function* given(path: string, isRecursive: boolean, seen: Set<string>): AsyncGenerator<Discovered> {
  if (ADDRESS.test(path)) {
    yield { problem: `${path}: URLs are not supported. Fetch it first: curl -fsSL ADDRESS | kubectl harden scan -f -` };
    return;
  }
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (error) {
    yield { problem: `${path}: ${troubleOf(error)}` };
    return;
  }
  if (isFolder) yield* folder(path, isRecursive, seen);
  else if (await isFirst(path, seen)) yield { path, isFound: false };
}

async function* folder(path: string, isRecursive: boolean, seen: Set<string>): AsyncGenerator<Discovered> {
  if (!(await isFirst(path, seen))) return;
  let names: readonly string[];
  try {
    names = (await readdir(path)).sort();
  } catch (error) {
    yield { problem: `${path}: ${troubleOf(error)}` };
    return;
  }
  for (const name of names) yield* member(join(path, name), name, isRecursive, seen);
}

/** Links to folders are followed; one that leads to a folder already read is not read again. */
async function* member(
  path: string,
  name: string,
  isRecursive: boolean,
  seen: Set<string>,
): AsyncGenerator<Discovered> {
  const isManifest = EXTENSIONS.has(extname(name).toLowerCase()) || isKustomizationFile(name);
  if (!isManifest && !isRecursive) return;
  try {
    if ((await stat(path)).isDirectory()) {
      if (isRecursive && name !== '.git') yield* folder(path, isRecursive, seen);
    } else if (isManifest && (await isFirst(path, seen))) yield { path, isFound: true };
  } catch (error) {
    if (isManifest) yield { problem: `${path}: ${troubleOf(error)}` };
  }
}

async function isFirst(path: string, seen: Set<string>): Promise<boolean> {
  const real = await realpath(path);
  if (seen.has(real)) return false;
  seen.add(real);
  return true;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links form a loop',
  ENAMETOOLONG: 'the path is too long',
};

/** What to do about it, where it hinders reading. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOENT: 'Check the path.',
  EACCES: 'Grant yourself read permission.',
  EPERM: 'Grant yourself read permission.',
  ENOTDIR: 'Check the path.',
  ELOOP: 'Fix the links or leave it out.',
};

/** Why something cannot be read, and what to do about it. */
export function troubleOf(error: unknown): string {
  const remedy = REMEDIES[codeOf(error)];
  return remedy === undefined ? reasonOf(error) : `${reasonOf(error)}. ${remedy}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A file system error in words. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return REASONS[code] ?? `it cannot be read (${code === '' ? String(error) : code})`;
}

/** A copy of a tree in a temporary folder, in which changes are tried: the tree itself is only ever written what was proven. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { temporaryFolder } from '../../../disk/temporary.ts';
import { buildFolder } from './kubectl.ts';
import type { Tree } from './tree.ts';

/** Kept by tools, and large; kustomize takes nothing from there. */
const SKIPPED: ReadonlySet<string> = new Set(['.git', 'node_modules', '.terraform']);
const MOST_FILES = 20_000;
const MOST_BYTES = 512 * 1024 * 1024;

/** Which files there are in all folders of a tree, with size and time: two equal ones build the same. */
export async function stampOf(tree: Tree): Promise<string | { readonly problem: string }> {
  const lines: string[] = [];
  let bytes = 0;
  for (const folder of outermost(tree.folders)) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isDirectory() || isSkipped(relative(folder, path))) continue;
      const found = await stat(path).catch(() => undefined);
      if (found === undefined) continue;
      bytes += found.size;
      lines.push(`${path}:${found.ino}:${found.size}:${found.mtimeMs}`);
    }
  }
  const isLarge = lines.length > MOST_FILES || bytes > MOST_BYTES;
  return isLarge
    ? { problem: 'its folders hold more than 20,000 files or 512 MB: too much for a copy' }
    : lines.sort().join('\n');
}

export interface TriedFile {
  readonly name: string;
  readonly text: string;
}

export class Workshop {
  readonly #folder: string;
  /** Where the folder that is built stands in the copy. */
  readonly #root: string;

  private constructor(folder: string, root: string) {
    this.#folder = folder;
    this.#root = root;
  }

  static async copyOf({ root, folders, links }: Tree): Promise<Workshop> {
    const copied = outermost(folders);
    const above = commonFolder([...copied, ...links.keys(), ...links.values()]);
    const folder = await temporaryFolder();
    for (const each of copied) {
      const to = join(folder, 'tree', relative(above, each));
      await mkdir(dirname(to), { recursive: true });
      await cp(each, to, {
        recursive: true,
        verbatimSymlinks: true,
        filter: (path) => !isSkipped(relative(each, path)),
      });
    }
    for (const [at, to] of links) {
      const [place, end] = [at, to].map((path) => join(folder, 'tree', relative(above, path)));
      if (place !== undefined && end !== undefined) await linkIn(folder, place, end);
    }
    return new Workshop(folder, join(folder, 'tree', relative(above, root)));
  }

  /** As it is. */
  build(signal: AbortSignal): Promise<string> {
    return buildFolder(this.#root, signal);
  }

  /** With other files in the folder, which are as before afterwards. Throws BuildError. */
  async buildWith(files: readonly TriedFile[], before: readonly TriedFile[], signal: AbortSignal): Promise<string> {
    try {
      await this.keep(files);
      return await this.build(signal);
    } finally {
      for (const { name } of files) await rm(join(this.#root, name), { force: true });
      await this.keep(before);
    }
  }

  /** A link would lead out of the copy: the file takes its place. */
  async keep(files: readonly TriedFile[]): Promise<void> {
    for (const { name, text } of files) {
      const path = join(this.#root, name);
      await rm(path, { force: true });
      await writeFile(path, text, { flag: 'wx' });
    }
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Where the copy has no such link yet; never outside of it. */
async function linkIn(folder: string, place: string, end: string): Promise<void> {
  if (existsSync(place)) return;
  await mkdir(dirname(place), { recursive: true });
  const beside = await realpath(dirname(place));
  if (beside.startsWith(`${folder}${sep}`)) await symlink(relative(beside, end), join(beside, basename(place)));
}

function isSkipped(path: string): boolean {
  return path.split(sep).some((part) => SKIPPED.has(part));
}

/** Without those that stand in another one. */
function outermost(folders: readonly string[]): readonly string[] {
  return folders.filter((folder) => !folders.some((other) => other !== folder && folder.startsWith(`${other}${sep}`)));
}

function commonFolder(folders: readonly string[]): string {
  const [first = sep, ...rest] = folders.map((folder) => dirname(folder));
  return rest.reduce((common, folder) => {
    let shared = common;
    while (shared !== folder && !folder.startsWith(shared.endsWith(sep) ? shared : `${shared}${sep}`))
      shared = dirname(shared);
    return shared;
  }, first);
}

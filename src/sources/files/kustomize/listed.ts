/**
 * What kustomizations say of the manifests below them: which files are objects, and which are patches, plugins and data
 * that make no object of their own. kustomize takes no file from outside the folder of a kustomization, so that those
 * of a file's own folder and of the folders above are all that can name it.
 */
import { existsSync } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Json } from '../../../plugin-api/index.ts';
import { STDIN } from '../read/discover.ts';
import { findDocuments, readDocument } from '../read/documents.ts';
import { textOf } from '../read/text.ts';
import { parseYaml } from '../yaml/parse.ts';
import { type Reference, referencesOfPlugin, type Use } from './kustomization.ts';
import { type Kustomization, readKustomization } from './read-one.ts';
import { isRemote } from './remote.ts';

export class ListedFiles {
  /** By real path of the folder; shown by the path that led to it. */
  readonly #folders = new Map<string, Kustomization>();
  readonly #seen = new Set<string>();
  /** By real path of the file. */
  readonly #uses = new Map<string, Set<Use>>();
  readonly problems: string[] = [];

  /** Looks at the folders of these files, and above them. */
  async look(paths: Iterable<string>): Promise<void> {
    for (const folder of new Set([...paths].filter((path) => path !== STDIN).map((path) => dirname(path))))
      await this.#upFrom(folder, true);
  }

  /** Those in folders of the manifests, in the order in which they were found. */
  kustomizations(): readonly Kustomization[] {
    return [...this.#folders.values()];
  }

  /** Named as something else than objects, and nowhere as objects. */
  async isAside(path: string): Promise<boolean> {
    const uses = await this.#usesOf(path);
    return uses !== undefined && !uses.has('objects');
  }

  async isListed(path: string): Promise<boolean> {
    return (await this.#usesOf(path))?.has('objects') === true;
  }

  async #usesOf(path: string): Promise<ReadonlySet<Use> | undefined> {
    if (this.#uses.size === 0 || path === STDIN) return undefined;
    return this.#uses.get(await realOf(path));
  }

  /** The kustomizations that name the file among their resources. */
  async listing(path: string): Promise<readonly Kustomization[]> {
    const real = await realOf(path);
    const found: Kustomization[] = [];
    for (const [folder, kustomization] of this.#folders) {
      for (const { path: named, use } of kustomization.references.named)
        if (use === 'objects' && !isRemote(named) && (await realOf(resolve(folder, named))) === real)
          found.push(kustomization);
    }
    return found;
  }

  async inFolder(folder: string): Promise<Kustomization | undefined> {
    return this.#folders.get(await realOf(folder));
  }

  /** After its file was written. */
  async reread(path: string): Promise<void> {
    const real = await realOf(dirname(path));
    const found = await readKustomization(dirname(path));
    if (found === undefined || 'problem' in found) return;
    this.#folders.set(real, found);
    await this.#note(real, found);
  }

  async #upFrom(folder: string, isOwn: boolean): Promise<void> {
    const real = await realOf(folder);
    if (this.#seen.has(real)) return;
    this.#seen.add(real);
    const found = await readKustomization(folder);
    if (found !== undefined && 'problem' in found) {
      if (isOwn) this.problems.push(found.problem);
    } else if (found !== undefined) {
      this.#folders.set(real, found);
      await this.#note(real, found);
    }
    // A working copy ends where its repository begins.
    if (dirname(real) !== real && !existsSync(join(real, '.git'))) await this.#upFrom(upOf(folder, real), false);
  }

  async #note(folder: string, { references }: Kustomization): Promise<void> {
    for (const reference of references.named) await this.#noteUse(folder, reference);
    for (const text of references.inline) {
      const read = parseYaml(text, 1);
      if ('value' in read) await this.#notePlugin(folder, read.value as Json);
    }
  }

  async #noteUse(folder: string, { path, use }: Reference): Promise<void> {
    if (isRemote(path)) return;
    const file = await realOf(resolve(folder, path));
    if (!(await isFile(file))) return;
    const uses = this.#uses.get(file) ?? new Set();
    this.#uses.set(file, uses.add(use));
    if (use === 'plugin') for (const value of await documentsOf(file)) await this.#notePlugin(folder, value);
  }

  async #notePlugin(folder: string, value: Json): Promise<void> {
    for (const reference of referencesOfPlugin(value)) await this.#noteUse(folder, reference);
  }
}

/** As short as what was given, while it can be. */
function upOf(folder: string, real: string): string {
  const up = join(folder, '..');
  return folder.startsWith('/') ? dirname(real) : up;
}

export async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return resolve(path);
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** What can be read of a file; what cannot is told by who judges it. */
export async function documentsOf(path: string): Promise<readonly Json[]> {
  const found = textOf(await readFile(path));
  if ('problem' in found) return [];
  return [...findDocuments(found.text)].flatMap((document) => {
    const read = readDocument(found.text, document, found.isDoubtful);
    return 'value' in read ? [read.value as Json] : [];
  });
}

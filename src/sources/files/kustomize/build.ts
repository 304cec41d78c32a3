/** What a kustomization builds now, and what it would build with other files. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { TargetError } from '../../../model/ports.ts';
import type { Json } from '../../../plugin-api/index.ts';
import { type LoadedFile, parse } from '../read/loaded.ts';
import { type Naming, namingOf } from './candidates.ts';
import { type BuiltDocument, documentsOfBuild } from './compare.ts';
import { BuildError, buildFolder } from './kubectl.ts';
import { identityOf, type Origin, originsOf } from './origins.ts';
import { folderOf, readTree, type Tree } from './tree.ts';
import { stampOf, type TriedFile, Workshop } from './workshop.ts';

export interface Built {
  readonly tree: Tree;
  readonly text: string;
  readonly documents: readonly BuiltDocument[];
  /** The text as a file that holds them all. */
  readonly file: LoadedFile;
  readonly naming: Naming;
}
export type Building = Built | { readonly problems: readonly string[] };

/** The path under which all that a folder builds is told of. */
export function shownBuild(dir: string): string {
  return `${dir} (built)`;
}

export class Build {
  /** As it was given. */
  readonly dir: string;
  #kept: { readonly stamp: string; readonly built: Promise<Built> } | undefined;
  /** Asked for once: what is written here changes objects, and not where they come from. */
  #origins: Promise<ReadonlyMap<string, Origin>> | undefined;
  /** Of new files, each with the object that it is for. */
  readonly #names = new Map<string, string>();
  #workshop: { readonly of: Built; readonly place: Workshop } | undefined;
  /** One at a time: all share the copy. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(dir: string) {
    this.dir = dir;
  }

  /** Built anew only when a file of the tree changed. Throws the reason of the signal. */
  async now(signal: AbortSignal): Promise<Building> {
    const tree = await readTree(this.dir);
    if ('problems' in tree) return tree;
    const stamp = await stampOf(tree);
    if (typeof stamp !== 'string') return { problems: [`${this.dir}: ${stamp.problem}`] };
    if (this.#kept?.stamp !== stamp) this.#kept = { stamp, built: builtFrom(tree, this.dir, signal) };
    try {
      return await this.#kept.built;
    } catch (error) {
      this.#kept = undefined;
      if (error instanceof BuildError) return { problems: [`${this.dir}: ${error.message}`] };
      throw error;
    }
  }

  /** Throws TargetError where it cannot be built. */
  async demand(signal: AbortSignal): Promise<Built> {
    const built = await this.now(signal);
    if ('problems' in built) throw new TargetError('failed', built.problems.join(' '));
    return built;
  }

  async originOf(built: Built, value: Json, signal: AbortSignal): Promise<Origin> {
    this.#origins ??= originsOf(built.tree, signal);
    return (await this.#origins).get(identityOf(value)) ?? { file: built.tree.top.path, document: 1, line: 1 };
  }

  /** What a copy builds with these files in the folder. Throws BuildError, and TargetError for what cannot be copied. */
  async with(built: Built, files: readonly TriedFile[], signal: AbortSignal): Promise<readonly BuiltDocument[]> {
    const work = this.#turn.then(async () => {
      const place = await this.#copyOf(built, signal);
      const { path, text } = built.tree.top;
      const before = files.filter(({ name }) => name === basename(path)).map(({ name }) => ({ name, text }));
      return documentsOfBuild(await place.buildWith(files, before, signal));
    });
    this.#turn = work.catch(() => undefined);
    return work;
  }

  /** The tree was written as the copy was tried, and builds the same. */
  async follow(before: Built, files: readonly TriedFile[], signal: AbortSignal): Promise<Built> {
    const built = await this.demand(signal);
    const workshop = this.#workshop;
    if (workshop?.of === before) {
      await workshop.place.keep(files);
      this.#workshop = { of: built, place: workshop.place };
    }
    return built;
  }

  /**
   * One that no file of the folder has, whatever its case, nor a change of another object that was tried here: what a
   * preview shows is what is written, as builds may tell the names of files. `long` is for a short stem that is another's.
   */
  async freeName(built: Built, short: string, long: string, object: string): Promise<string> {
    const taken = new Set((await readdir(folderOf(built.tree))).map((name) => name.toLowerCase()));
    for (const [name, owner] of this.#names) if (owner === object && !taken.has(name)) return name;
    const isFree = (name: string) => (this.#names.get(name) ?? object) === object;
    const stem = isFree(`${short}.yaml`) ? short : long;
    for (let count = 1; ; count++) {
      const name = `${stem}${count === 1 ? '' : `-${count}`}.yaml`;
      if (taken.has(name) || !isFree(name)) continue;
      this.#names.set(name, object);
      return name;
    }
  }

  pathOf(built: Built, name: string): string {
    return join(folderOf(built.tree), name);
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#workshop?.place.close();
    this.#workshop = undefined;
  }

  async #copyOf(built: Built, signal: AbortSignal): Promise<Workshop> {
    if (this.#workshop?.of === built) return this.#workshop.place;
    await this.#workshop?.place.close();
    this.#workshop = undefined;
    const place = await Workshop.copyOf(built.tree);
    try {
      await demandSame(built, place, signal);
    } catch (error) {
      await place.close();
      throw error;
    }
    this.#workshop = { of: built, place };
    return place;
  }
}

/** Throws TargetError where a copy says nothing of the tree. */
async function demandSame(built: Built, place: Workshop, signal: AbortSignal): Promise<void> {
  let problem = 'a copy of the folders builds something else';
  try {
    if ((await place.build(signal)) === built.text) return;
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    problem = `a copy of the folders cannot be built: ${error.message}`;
  }
  throw new TargetError('invalid', `${problem}: what a change would build cannot be told`);
}

async function builtFrom(tree: Tree, dir: string, signal: AbortSignal): Promise<Built> {
  const text = await buildFolder(tree.root, signal);
  if (text.trim() === '') throw new BuildError('it builds no object');
  const file = parse(shownBuild(dir), Buffer.from(text));
  return { tree, text, file, documents: documentsOfBuild(text), naming: namingOf(tree.top.value) };
}

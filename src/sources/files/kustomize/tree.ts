/** All kustomizations that one builds from. What would have to be fetched or run is refused by its name, before anything runs. */
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { isJsonObject } from '../../../kube/path.ts';
import type { Json } from '../../../plugin-api/index.ts';
import { problemText } from '../../../text/errors.ts';
import { findDocuments, readDocument } from '../read/documents.ts';
import { textOf } from '../read/text.ts';
import { parseYaml } from '../yaml/parse.ts';
import { type Reference, referencesOfPlugin } from './kustomization.ts';
import { type Kustomization, readKustomization } from './read-one.ts';
import { isRemote, shownRemote } from './remote.ts';

export interface Tree {
  /** Real path of the folder that is built. */
  readonly root: string;
  readonly top: Kustomization;
  /** Real paths of the folders of all kustomizations, the root among them. */
  readonly folders: readonly string[];
  /** Ways to them that lead through links, each with the real path at its end. */
  readonly links: ReadonlyMap<string, string>;
}

const FETCH = 'nothing is fetched. Copy it into a folder of yours, and name that.';

/** `dir`: as it was given. */
export async function readTree(dir: string): Promise<Tree | { readonly problems: readonly string[] }> {
  let root: string;
  try {
    root = await realpath(dir);
    if (!(await stat(root)).isDirectory())
      return { problems: [`${dir}: it is a file. Name the folder of a kustomization.`] };
  } catch (error) {
    return { problems: [`${dir}: ${problemText(error)}`] };
  }
  // Through a link the way up leads elsewhere than from the folder itself.
  const shown = resolve(dir) === root ? dir : root;
  const walk = new Walk((real) => join(shown, relative(root, real)));
  await walk.folder(root);
  const { problems, top } = walk;
  if (problems.length > 0 || top === undefined) return { problems };
  return { root, top, folders: [...walk.folders], links: walk.links };
}

class Walk {
  readonly folders = new Set<string>();
  readonly links = new Map<string, string>();
  readonly problems: string[] = [];
  top: Kustomization | undefined;
  /** A real path for people. */
  readonly #shown: (real: string) => string;

  constructor(shown: (real: string) => string) {
    this.#shown = shown;
  }

  async folder(real: string): Promise<void> {
    if (this.folders.has(real)) return;
    this.folders.add(real);
    const shown = this.#shown(real);
    const found = await readKustomization(shown);
    if (found === undefined) this.problems.push(`${shown}: there is no kustomization.yaml`);
    else if ('problem' in found) this.problems.push(found.problem);
    else {
      this.top ??= found;
      await this.#named(found, real);
    }
  }

  async #named({ path, references }: Kustomization, real: string): Promise<void> {
    for (const chart of references.charts)
      this.problems.push(
        `${path}: ${chart}: it is a chart, which helm would fetch and run. Render it into a file first.`,
      );
    for (const text of references.inline) {
      const read = parseYaml(text, 1);
      if ('problem' in read) this.problems.push(`${path}: a plugin in place: ${read.problem}`);
      else this.#plugin(read.value as Json, path);
    }
    for (const reference of references.named) await this.#reference(reference, { path, real });
  }

  async #reference({ field, path: named, use }: Reference, at: Place): Promise<void> {
    if (isRemote(named)) {
      this.problems.push(`${at.path}: ${field}: ${shownRemote(named)} is not on this machine: ${FETCH}`);
      return;
    }
    // What is read as a file is missed by kustomize itself, which looks nowhere else.
    if (use === 'patch' || use === 'data') return;
    const target = resolve(at.real, named);
    try {
      const real = await realpath(target);
      if (real !== target) this.links.set(target, real);
      if ((await stat(real)).isDirectory()) await this.folder(real);
      else if (use === 'plugin') await this.#pluginFile(real, this.#shown(real));
    } catch (error) {
      this.problems.push(`${at.path}: ${field}: ${named}: ${problemText(error)}`);
    }
  }

  async #pluginFile(real: string, shown: string): Promise<void> {
    const found = textOf(await readFile(real));
    const documents = 'problem' in found ? [] : [...findDocuments(found.text)];
    if ('problem' in found) this.problems.push(`${shown}: ${found.problem}`);
    else
      for (const document of documents) {
        const read = readDocument(found.text, document, found.isDoubtful);
        if ('problem' in read) this.problems.push(`${shown}: line ${read.line}: ${read.problem}`);
        else this.#plugin(read.value as Json, shown);
      }
  }

  /** Only what is built into kustomize may run, and of that nothing which fetches. */
  #plugin(value: Json, path: string): void {
    if (isJsonObject(value) && String(value.kind).startsWith('HelmChart'))
      this.problems.push(`${path}: ${String(value.kind)}: it is a chart, which helm would fetch and run.`);
    if (isJsonObject(value) && runsProgram(value.metadata))
      this.problems.push(`${path}: it runs a program of its own: such plugins are never run here.`);
    for (const { path: named } of referencesOfPlugin(value))
      if (isRemote(named)) this.problems.push(`${path}: ${shownRemote(named)} is not on this machine: ${FETCH}`);
  }
}

interface Place {
  readonly path: string;
  readonly real: string;
}

function runsProgram(metadata: Json | undefined): boolean {
  const annotations = isJsonObject(metadata) ? metadata.annotations : undefined;
  return isJsonObject(annotations) && annotations['config.kubernetes.io/function'] !== undefined;
}

export function folderOf({ top }: Tree): string {
  return dirname(top.path);
}

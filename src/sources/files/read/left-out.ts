/**
 * What folders leave out: files that their `.gitignore` names, by git's rules, and what the operator excludes by
 * patterns of the same form.
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

interface Rules {
  /** Folder that the patterns are told from. */
  readonly base: string;
  readonly patterns: Ignore;
}

export type LeftOutBy = '.gitignore' | '--exclude';

/** Of one folder that was given. All paths begin with it. */
export class LeftOut {
  readonly #root: string;
  readonly #excluded: Ignore;
  /** The deepest last: it decides. */
  readonly #rules: Rules[] = [];
  readonly #known = new Set<string>();

  /** `root` with links resolved. Whoever names a folder wants it read, whatever the folders above it ignore. */
  constructor(root: string, exclude: readonly string[]) {
    this.#root = root;
    this.#excluded = ignore().add([...exclude]);
    for (const folder of above(root)) this.#add(folder);
    if (this.#isIgnored(root, true)) this.#rules.length = 0;
    this.enter(root);
  }

  /** Takes in the rules of a folder, once it is read. */
  enter(folder: string): void {
    if (!this.#known.has(folder)) this.#add(folder);
  }

  /** `undefined`: it is read. */
  by(path: string, isFolder: boolean): LeftOutBy | undefined {
    if (this.#excluded.ignores(told(this.#root, path, isFolder))) return '--exclude';
    return this.#isIgnored(path, isFolder) ? '.gitignore' : undefined;
  }

  #add(base: string): void {
    this.#known.add(base);
    const text = textAt(join(base, '.gitignore'));
    if (text !== undefined) this.#rules.push({ base, patterns: ignore().add(text) });
  }

  #isIgnored(path: string, isFolder: boolean): boolean {
    for (const { base, patterns } of this.#rules.toReversed()) {
      const place = told(base, path, isFolder);
      if (place.startsWith('..') || place === '/') continue;
      const { ignored, unignored } = patterns.test(place);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}

/** As patterns see it: folders end with a slash. */
function told(base: string, path: string, isFolder: boolean): string {
  return `${relative(base, path).split(sep).join('/')}${isFolder ? '/' : ''}`;
}

/** Folders between the root of the git repository and this one, the outermost first; none outside of a repository. */
function above(root: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = root; ; folder = dirname(folder)) {
    if (folder !== root) folders.unshift(folder);
    if (isThere(join(folder, '.git'))) return folders;
    if (folder === dirname(folder)) return [];
  }
}

function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** A file that cannot be read ignores nothing: more is read then, not less. */
function textAt(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

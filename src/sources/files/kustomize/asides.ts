/** Kustomizations, and what they name that makes no object of its own: told in one line. */
import { type MessageEvent, message } from '../told/problems.ts';

const MOST_NAMED = 5;

export class PatchFiles {
  readonly #kustomizations = new Set<string>();
  readonly #patches = new Set<string>();

  /** By the path of its file. */
  addKustomization(path: string): void {
    this.#kustomizations.add(path);
  }
  /** A patch, a plugin or data. */
  add(path: string): void {
    this.#patches.add(path);
  }
  get hasAny(): boolean {
    return this.#kustomizations.size + this.#patches.size > 0;
  }

  *messages(): Generator<MessageEvent> {
    const [kustomizations, patches] = [[...this.#kustomizations], [...this.#patches]];
    const left = `neither judged nor edited: ${named(patches)}`;
    const verb = patches.length === 1 ? 'is' : 'are';
    const build = `${kustomizations.length === 1 ? 'What it builds is' : 'What they build is'} judged with -k FOLDER.`;
    if (kustomizations.length === 0 && patches.length > 0) {
      const what =
        patches.length === 1 ? '1 file is a patch or the like' : `${patches.length} files are patches and the like`;
      yield message('warning', `${what}, ${left}. What a kustomization builds is judged with -k FOLDER.`);
    } else if (kustomizations.length > 0) {
      const what = kustomizations.length === 1 ? '1 kustomization' : `${kustomizations.length} kustomizations`;
      const files =
        patches.length === 1 ? '1 file (a patch or the like)' : `${patches.length} files (patches and the like)`;
      const with_ = patches.length === 0 ? 'objects are judged as they are written' : `${files} ${verb} ${left}`;
      yield message('warning', `${what} (${named(kustomizations)}): ${with_}. ${build}`);
    }
  }
}

function named(paths: readonly string[]): string {
  const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : '';
  return `${paths.slice(0, MOST_NAMED).join(', ')}${more}`;
}

/** Kustomizations, and what they name that makes no object of its own: told in one line. */
import { count } from '../../../text/words.ts';
import { type MessageEvent, message } from '../told/problems.ts';

const MOST_NAMED = 5;

interface Held {
  /** Lines of the documents that are patches. */
  readonly patches: number[];
  others: number;
}

export class PatchFiles {
  readonly #kustomizations = new Set<string>();
  readonly #files = new Set<string>();
  readonly #documents = new Map<string, Held>();

  /** By the path of its file. */
  addKustomization(path: string): void {
    this.#kustomizations.add(path);
  }
  /** A patch, a plugin or data. */
  add(path: string): void {
    this.#files.add(path);
  }
  /** A document of a file, with its line. */
  addDocument(path: string, line: number, isPatch: boolean): void {
    const held = this.#documents.get(path) ?? { patches: [], others: 0 };
    this.#documents.set(path, held);
    if (isPatch) held.patches.push(line);
    else held.others++;
  }
  get hasAny(): boolean {
    const { files, documents } = this.#patches();
    return this.#kustomizations.size + files.length + documents.length > 0;
  }

  /** Files of which nothing else is, by path; single documents of others, by path and line. */
  #patches(): { readonly files: readonly string[]; readonly documents: readonly string[] } {
    const files = [...this.#files];
    const documents: string[] = [];
    for (const [path, { patches, others }] of this.#documents) {
      if (others > 0) documents.push(...patches.map((line) => `${path}:${line}`));
      else if (patches.length > 0) files.push(path);
    }
    return { files, documents };
  }

  *messages(): Generator<MessageEvent> {
    const kustomizations = [...this.#kustomizations];
    const { files, documents } = this.#patches();
    const all = [...files, ...documents];
    const parts = [
      ...(files.length === 0 ? [] : [count(files, 'file')]),
      ...(documents.length === 0 ? [] : [count(documents, 'document')]),
    ].join(' and ');
    const left = `neither judged nor edited: ${named(all)}`;
    const build = `${kustomizations.length === 1 ? 'What it builds is' : 'What they build is'} judged with -k FOLDER.`;
    if (kustomizations.length === 0 && all.length > 0) {
      const what = all.length === 1 ? `${parts} is a patch or the like` : `${parts} are patches and the like`;
      yield message('warning', `${what}, ${left}. What a kustomization builds is judged with -k FOLDER.`);
    } else if (kustomizations.length > 0) {
      const what = count(kustomizations, 'kustomization');
      const aside = all.length === 1 ? `${parts} (a patch or the like) is` : `${parts} (patches and the like) are`;
      const with_ = all.length === 0 ? 'objects are judged as they are written' : `${aside} ${left}`;
      yield message('warning', `${what} (${named(kustomizations)}): ${with_}. ${build}`);
    }
  }
}

function named(paths: readonly string[]): string {
  const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : '';
  return `${paths.slice(0, MOST_NAMED).join(', ')}${more}`;
}

/** What is written to become objects later, and objects that nobody here can look into: each sort told in one line. */
import { count } from '../../../text/words.ts';
import { type Reading, textOf, type Unread } from '../read/reading.ts';
import { firstOf } from './asides.ts';
import { Charts } from './charts.ts';
import { type MessageEvent, message } from './problems.ts';

/** What begins an action of a template. */
const ACTION = '{{';

class Group {
  readonly #paths = new Set<string>();
  #documents = 0;

  add(path: string): void {
    this.#paths.add(path);
    this.#documents++;
  }

  /** `one`, `many`: what the documents are, after their number. */
  *messages(one: string, many: string, next: string): Generator<MessageEvent> {
    const { size } = this.#paths;
    if (size === 0) return;
    const what = `${count(this.#documents, 'document')} ${this.#documents === 1 ? one : many}`;
    const text = `${what}: not judged. ${next}: ${firstOf(this.#paths, ['file', 'files'])}`;
    yield { ...message('warning', text), unread: [...this.#paths], isSkipped: true };
  }
}

export class Drafts {
  readonly #charts = new Charts();
  readonly #unbuilt = new Group();
  readonly #unfilled = new Group();
  readonly #unnamed = new Group();

  /** False: it is a mistake of its file, which is told by itself. */
  add(at: Reading, { isTemplate, isUnfilled, isIncomplete, isUnnamed }: Unread): boolean {
    const { path, isFound, isBuilt } = at.file;
    // Who names a file means manifests.
    const isCome = isFound || isBuilt === true;
    if (isUnnamed === true && isCome) this.#unnamed.add(path);
    else if (isTemplate !== true && isUnfilled === true && isCome) this.#unfilled.add(path);
    else if (isIncomplete === true && at.isListed) this.#unbuilt.add(path);
    else return (isTemplate ?? textOf(at).includes(ACTION)) && this.#charts.add(at.file);
    return true;
  }

  *messages(): Generator<MessageEvent> {
    yield* this.#charts.messages();
    yield* this.#unfilled.messages(
      'holds a placeholder where a value must stand',
      'hold placeholders where values must stand',
      'Fill them in first',
    );
    yield* this.#unbuilt.messages(
      'is completed by its kustomization',
      'are completed by their kustomizations',
      'What is built is judged with -k FOLDER',
    );
    yield* this.#unnamed.messages(
      'holds pod templates in list items without names',
      'hold pod templates in list items without names',
      'No finding could say which is meant',
    );
  }
}

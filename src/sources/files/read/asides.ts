/** What a reading leaves aside: other YAML, and kinds that none of the chosen checks looks at. Told once, not for each. */
import { shownPath } from './manifests.ts';
import { type MessageEvent, message } from './problems.ts';

const MOST_NAMED = 5;

/** Files in which other YAML was found: values of charts, kustomizations. */
export class ForeignFiles {
  readonly #paths = new Set<string>();
  #documents = 0;

  add(path: string): void {
    this.#paths.add(path);
    this.#documents++;
  }

  message(): MessageEvent | undefined {
    if (this.#documents === 0) return undefined;
    const paths = [...this.#paths];
    const named = paths.slice(0, MOST_NAMED).map(shownPath).join(', ');
    const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more files` : '';
    const what = this.#documents === 1 ? '1 document was skipped' : `${this.#documents} documents were skipped`;
    return message('warning', `${what}: no apiVersion and kind: ${named}${more}`);
  }
}

/** Kinds of which no chosen check reads an object. */
export class UnlookedKinds {
  readonly #kinds = new Set<string>();
  #objects = 0;

  add(kind: string): void {
    this.#kinds.add(kind);
    this.#objects++;
  }

  *messages(): Generator<MessageEvent> {
    if (this.#objects === 0) return;
    const kinds = [...this.#kinds].sort();
    const more = kinds.length > MOST_NAMED ? ` and ${kinds.length - MOST_NAMED} more` : '';
    const what = this.#objects === 1 ? '1 object is of a kind' : `${this.#objects} objects are of kinds`;
    yield message(
      'info',
      `${what} that none of the chosen checks looks at: ${kinds.slice(0, MOST_NAMED).join(', ')}${more}.`,
    );
  }
}

/** Whether the pages of a list make a whole: what promises more than it gives, or gives it twice, was not read. */
import { isJsonObject } from '../../../kube/path.ts';
import { LiveError } from '../http/errors.ts';

export interface Part {
  readonly items: readonly unknown[];
  /** '' on the last page. */
  readonly next: string;
  /** Objects after this page; a server need not tell. */
  readonly remaining: number;
}

/** Without a selector no page should be empty; a server that filters by itself may still give a few. */
const MOST_EMPTY = 10;

export class Pages {
  readonly #what: string;
  readonly #tokens = new Set<string>();
  readonly #heads = new Set<string>();
  #owed = 0;
  #empty = 0;

  constructor(what: string) {
    this.#what = what;
  }

  /** Throws LiveError for a page that cannot be one of a whole list. */
  take({ items, next, remaining }: Part): void {
    this.#owed = Math.max(this.#owed - items.length, remaining);
    this.#demandNews(items, next);
    if (next === '' && this.#owed > 0) throw notWhole(`ends ${this.#owed} objects short of its own count`, this.#what);
  }

  /** All pages show one moment: neither a token nor an object comes twice. */
  #demandNews([first]: readonly unknown[], next: string): void {
    const head = first === undefined ? undefined : nameOf(first);
    if (head === undefined) this.#empty++;
    if ((head !== undefined && this.#heads.has(head)) || this.#tokens.has(next))
      throw notWhole('goes round in circles', this.#what);
    if (next !== '' && this.#empty > MOST_EMPTY) throw notWhole('goes on without objects', this.#what);
    if (head !== undefined) this.#heads.add(head);
    if (next !== '') this.#tokens.add(next);
  }
}

/** `what`: "list pods on https://10.0.0.1:6443". */
export function notWhole(how: string, what: string): LiveError {
  return new LiveError('unreachable', `the list ${how} (${what}): it was not read as a whole.`, { isSent: true });
}

function nameOf(item: unknown): string | undefined {
  const metadata = isJsonObject(item) ? item.metadata : undefined;
  if (!isJsonObject(metadata) || typeof metadata.name !== 'string') return undefined;
  return `${typeof metadata.namespace === 'string' ? metadata.namespace : ''}/${metadata.name}`;
}

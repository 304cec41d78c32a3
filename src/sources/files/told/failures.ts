/** What a reading could not take in, and of which kinds and namespaces nothing holds for certain because of it. */
import type { StoredKind } from '../../../plugin-api/index.ts';
import { mayHold, type Scope } from './scope.ts';

type What = 'file' | 'document' | 'object';

interface Unread {
  readonly what: What;
  /** As people are shown it: "a.yaml:7". */
  readonly place: string;
  readonly scope: Scope;
}

export interface Lack {
  /** Absent: it may be in any namespace. */
  readonly namespace?: string;
  readonly reason: string;
}

const MOST_NAMED = 3;

export class Failures {
  readonly #unread: Unread[] = [];
  #isNothing = false;

  /** `scope`: what it may have held; anything without it. */
  add(what: What, place: string, scope?: Scope): void {
    this.#unread.push({ what, place, scope });
  }

  /** Nothing was there to be read. */
  addNothing(): void {
    this.#isNothing = true;
  }

  get isEmpty(): boolean {
    return this.#unread.length === 0 && !this.#isNothing;
  }
  /** Some of it was read: what was found stays found. */
  get isPart(): boolean {
    return !this.#isNothing;
  }

  /** What may lack of a kind: first what may be anywhere, then namespace by namespace. */
  lacksOf(kind: StoredKind): readonly Lack[] {
    if (this.#isNothing) return [{ reason: 'no objects were found' }];
    const concerned = this.#unread.filter(({ scope }) => mayHold(scope, kind));
    const anywhere = concerned.filter(({ scope }) => scope?.namespace === undefined);
    const namespaces = new Set(concerned.flatMap(({ scope }) => scope?.namespace ?? []));
    return [
      ...(anywhere.length === 0 ? [] : [{ reason: reasonOf(anywhere) }]),
      ...Array.from(namespaces, (namespace) => {
        const there = concerned.filter(({ scope }) => (scope?.namespace ?? namespace) === namespace);
        return { namespace, reason: reasonOf(there) };
      }),
    ];
  }
}

/** "1 document could not be read: a.yaml:7", "1 file and 3 documents could not be read: a.yaml, b.yaml:2 and 2 more". */
function reasonOf(unread: readonly Unread[]): string {
  const counts = [...Map.groupBy(unread, ({ what }) => what)].map(
    ([what, { length }]) => `${length} ${what}${length === 1 ? '' : 's'}`,
  );
  const places = [...new Set(unread.map(({ place }) => place))];
  const more = places.length > MOST_NAMED ? ` and ${places.length - MOST_NAMED} more` : '';
  return `${counts.join(' and ')} could not be read: ${places.slice(0, MOST_NAMED).join(', ')}${more}`;
}

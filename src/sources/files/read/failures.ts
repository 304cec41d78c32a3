/** What a reading could not take in, and of which kinds nothing holds for certain because of it. */
import type { StoredKind } from '../../../plugin-api/index.ts';

type What = 'file' | 'document' | 'object';

/** An object whose kind is known is lacking only there; a file or a document may have held anything. */
export class Failures {
  readonly #counts = new Map<What, number>();
  readonly #kinds = new Set<StoredKind>();
  #isAnyKind = false;
  #isNothing = false;

  add(what: What, kind?: StoredKind): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
    // Custom workloads are looked at as workloads, whose kinds are those of Kubernetes.
    if (kind === undefined || kind === 'CustomWorkload') this.#isAnyKind = true;
    else this.#kinds.add(kind);
  }

  /** Nothing was there to be read. */
  addNothing(): void {
    this.#isNothing = true;
    this.#isAnyKind = true;
  }

  get isEmpty(): boolean {
    return this.#counts.size === 0 && !this.#isNothing;
  }

  concern(kind: StoredKind): boolean {
    return this.#isAnyKind || this.#kinds.has(kind);
  }

  /** "1 document could not be read", "1 file and 3 documents could not be read". */
  get reason(): string {
    if (this.#isNothing) return 'no objects were found';
    const parts = [...this.#counts].map(([what, count]) => `${count} ${what}${count === 1 ? '' : 's'}`);
    return `${parts.join(' and ')} could not be read`;
  }
}

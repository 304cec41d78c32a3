/** What a reading could not take in, and of which kinds nothing holds for certain because of it. */
import { KINDS } from '../../model/kinds.ts';
import type { SourceEvent, StreamOptions } from '../../model/ports.ts';
import type { Kind } from '../../plugin-api/index.ts';

type What = 'file' | 'document' | 'object';

/** An object whose kind is known is lacking only there; a file or a document may have held anything. */
export class Failures {
  readonly #counts = new Map<What, number>();
  readonly #kinds = new Set<Kind>();
  #isAnyKind = false;
  #isNothing = false;

  add(what: What, kind?: Kind): void {
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

  concern(kind: Kind): boolean {
    return this.#isAnyKind || this.#kinds.has(kind);
  }

  /** "1 document could not be read", "1 file and 3 documents could not be read". */
  get reason(): string {
    if (this.#isNothing) return 'no objects were found';
    const parts = [...this.#counts].map(([what, count]) => `${count} ${what}${count === 1 ? '' : 's'}`);
    return `${parts.join(' and ')} could not be read`;
  }
}

/** `namespaces`: those whose Namespace object was read. What is known of them does not depend on the rest. */
export function* coverageAfter(
  failures: Failures,
  namespaces: Iterable<string>,
  options: StreamOptions,
): Generator<SourceEvent> {
  for (const kind of options.kinds) {
    if (!failures.concern(kind)) {
      yield { type: 'coverage', kind, coverage: { state: 'full' } };
      continue;
    }
    const coverage = { state: 'error', reason: failures.reason } as const;
    yield { type: 'coverage', kind, coverage };
    for (const namespace of placesOf(kind, options)) yield { type: 'coverage', kind, namespace, coverage };
    if (kind !== 'Namespace') continue;
    for (const namespace of namespaces) yield { type: 'coverage', kind, namespace, coverage: { state: 'full' } };
  }
}

/** Where only some namespaces are looked at, each is told by itself. */
function placesOf(kind: Kind, { namespaces, lookups = [] }: StreamOptions): Iterable<string> {
  const isPlaced = kind === 'Namespace' || kind === 'CustomWorkload' || KINDS[kind].namespaced;
  if (namespaces.length === 0 || !isPlaced) return [];
  return new Set([...namespaces, ...lookups.flatMap((lookup) => (lookup.kind === kind ? [lookup.namespace] : []))]);
}

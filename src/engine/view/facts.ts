/** Facts as they are derived from an inventory: once, until something that they read changes. */
import type { Delta } from '../../inventory/index.ts';
import type { AnyFact, ObjectRead } from '../../plugin-api/index.ts';
import { isEvidenceKind, isJoined, kindsBehind, objectReadsOfFact } from './reads.ts';

interface Held {
  readonly value: unknown;
}

const EVERYWHERE = '';

export class FactStore {
  readonly #held: Map<AnyFact, Map<string, Held>>;

  constructor(held: Map<AnyFact, Map<string, Held>> = new Map()) {
    this.#held = held;
  }

  /** A copy that forgets for itself: for simulation. */
  fork(): FactStore {
    return new FactStore(new Map([...this.#held].map(([fact, values]) => [fact, new Map(values)])));
  }

  get<T>(fact: AnyFact, namespace: string | undefined, derive: () => T): T {
    const scope = fact.scope === 'cluster' ? EVERYWHERE : (namespace ?? EVERYWHERE);
    let values = this.#held.get(fact);
    if (values === undefined) {
      values = new Map();
      this.#held.set(fact, values);
    }
    const known = values.get(scope);
    if (known !== undefined) return known.value as T;
    const value = derive();
    values.set(scope, { value });
    return value;
  }

  /** Drops what was derived from something that has changed. */
  update(delta: Delta): void {
    for (const [fact, values] of this.#held) {
      for (const read of objectReadsOfFact(fact)) {
        const touched = touchedBy(read, delta);
        if (touched === 'all' || (touched.length > 0 && fact.scope === 'cluster')) values.clear();
        else for (const namespace of touched) values.delete(namespace);
        // What concerns no namespace of its own may be read by the fact of the cluster as a whole.
        if (touched.length > 0) values.delete(EVERYWHERE);
      }
    }
  }
}

/** Namespaces in which what is read has changed, as far as only those can be concerned. */
export function touchedBy(read: ObjectRead, delta: Delta): readonly string[] | 'all' {
  const { what } = read;
  if (isEvidenceKind(what)) return delta.evidence.includes(what) ? 'all' : [];
  const kinds = kindsBehind(what);
  const isMeant = (kind: string) =>
    kinds.some((each) => each === kind) || (isJoined(what) && kind === 'CustomWorkload');
  if (delta.coverage.some(isMeant)) return 'all';
  const namespaces = delta.objects.filter(({ kind }) => isMeant(kind)).map(({ namespace }) => namespace);
  switch (read.reach) {
    case 'own':
      return namespaces.includes(EVERYWHERE) ? 'all' : namespaces;
    case 'all':
      return namespaces.length > 0 ? 'all' : [];
    case 'named':
      return namespaces.some((namespace) => read.namespaces?.includes(namespace)) ? 'all' : [];
  }
}

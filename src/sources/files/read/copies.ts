/** Objects that stand in several places under one name: each is one of its own, told from the others by its file. */
import { asCopy } from '../../../kube/copies.ts';
import { refKey, refOf, withoutFile } from '../../../kube/refs.ts';
import type { Observed } from '../../../model/ports.ts';
import type { ObjectRef, StoredKind } from '../../../plugin-api/index.ts';

interface Copy {
  readonly path: string;
  /** Only in the file that it was given. */
  readonly file: string;
  readonly observed: Observed;
}

export interface Added {
  readonly observed: Observed;
  /** It was thought to be the only one until now. */
  readonly first?: { readonly was: ObjectRef; readonly observed: Observed };
}

export class Copies {
  readonly #copies = new Map<string, Copy[]>();
  /** Names that stood in several places, whatever was forgotten since. */
  readonly #several = new Map<string, ObjectRef>();

  /** `within`: the file as it is named to people. */
  add(kind: StoredKind, observed: Observed, path: string, within: string): Added {
    const ref = refOf(observed.object);
    const key = `${kind} ${refKey(ref)}`;
    const others = this.#copies.get(key);
    if (others === undefined) {
      this.#copies.set(key, [{ path, file: within, observed }]);
      return { observed };
    }
    const ofFile = others.filter((other) => other.path === path).length;
    const file = ofFile === 0 ? within : `${within}#${ofFile + 1}`;
    others.push({ path, file, observed });
    const [first] = others;
    if (first === undefined || (others.length === 1 && !this.#several.has(key))) return { observed };
    const isNews = !this.#several.has(key);
    this.#several.set(key, ref);
    const added = { observed: marked(observed, file) };
    return isNews ? { ...added, first: { was: ref, observed: marked(first.observed, first.file) } } : added;
  }

  forgetAll(): void {
    this.#copies.clear();
    this.#several.clear();
  }
  forget(path: string): void {
    for (const [key, copies] of this.#copies)
      this.#copies.set(
        key,
        copies.filter((copy) => copy.path !== path),
      );
  }

  /** Of a name that stands in several places. */
  several(): readonly ObjectRef[] {
    return [...this.#several.values()].map(withoutFile);
  }
}

function marked(observed: Observed, file: string): Observed {
  return { ...observed, object: asCopy(observed.object, file) };
}

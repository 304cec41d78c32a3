/** Objects that stand in several places under one name: each is one of its own, told from the others by its file. */
import { asCopy } from '../../../kube/copies.ts';
import { isJsonObject } from '../../../kube/path.ts';
import { refKey, refOf, withoutFile } from '../../../kube/refs.ts';
import type { Observed } from '../../../model/ports.ts';
import type { JsonObject, ObjectRef, StoredKind } from '../../../plugin-api/index.ts';

interface Copy {
  readonly path: string;
  /** Only in the file that it was given. */
  readonly file: string;
  readonly observed: Observed;
}

export interface Added {
  readonly observed: Observed;
  /** What it is called, as `refKey` says. */
  readonly key: string;
  /** It was thought to be the only one until now. */
  readonly first?: { readonly was: ObjectRef; readonly observed: Observed };
}

export interface Several {
  /** Absent: objects of the kind are not given on. */
  readonly kind?: StoredKind;
  readonly ref: ObjectRef;
}

export class Copies {
  /** By kind and key: an object may be given on as a workload and as a custom resource. */
  readonly #copies = new Map<StoredKind, Map<string, Copy[]>>();
  /** Names that stood in several places, whatever was forgotten since. */
  readonly #several = new Map<string, ObjectRef>();
  readonly #noted = new Set<string>();
  readonly #severalNoted = new Map<string, ObjectRef>();

  /** `within`: the file as it is named to people. */
  add(kind: StoredKind, observed: Observed, path: string, within: string): Added {
    const ref = refOf(observed.object);
    const key = refKey(ref);
    const ofKind = this.#copies.get(kind) ?? new Map<string, Copy[]>();
    this.#copies.set(kind, ofKind);
    const others = ofKind.get(key);
    if (others === undefined) {
      ofKind.set(key, [{ path, file: within, observed }]);
      return { observed, key };
    }
    return this.#another(kind, ref, others, { observed, path, within });
  }

  #another(
    kind: StoredKind,
    ref: ObjectRef,
    others: Copy[],
    { observed, path, within }: { readonly observed: Observed; readonly path: string; readonly within: string },
  ): Added {
    const name = `${kind} ${refKey(ref)}`;
    const ofFile = others.filter((other) => other.path === path).length;
    const file = ofFile === 0 ? within : `${within}#${ofFile + 1}`;
    others.push({ path, file, observed });
    const [first] = others;
    const isNews = !this.#several.has(name);
    if (first === undefined || (others.length === 1 && isNews)) return { observed, key: refKey(ref) };
    this.#several.set(name, ref);
    const copy = marked(observed, file);
    const added = { observed: copy, key: refKey(refOf(copy.object)) };
    return isNews ? { ...added, first: { was: ref, observed: marked(first.observed, first.file) } } : added;
  }

  /** Of an object that is not given on. */
  note({ apiVersion, kind, metadata }: JsonObject): void {
    if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !isJsonObject(metadata)) return;
    const { name, namespace } = metadata;
    if (typeof name !== 'string') return;
    const ref = { apiVersion, kind, name, ...(typeof namespace === 'string' ? { namespace } : {}) };
    const key = refKey(ref);
    if (this.#noted.has(key)) this.#severalNoted.set(key, ref);
    this.#noted.add(key);
  }

  forgetAll(): void {
    this.#copies.clear();
    this.#noted.clear();
    this.#severalNoted.clear();
    this.#several.clear();
  }
  forget(path: string): void {
    for (const ofKind of this.#copies.values())
      for (const [key, copies] of ofKind)
        ofKind.set(
          key,
          copies.filter((copy) => copy.path !== path),
        );
  }

  /** Of a name that stands in several places. */
  several(): readonly Several[] {
    const given = Array.from(this.#several, ([name, ref]) => ({
      kind: name.slice(0, name.indexOf(' ')) as StoredKind,
      ref: withoutFile(ref),
    }));
    return [...given, ...Array.from(this.#severalNoted.values(), (ref) => ({ ref }))];
  }
}

function marked(observed: Observed, file: string): Observed {
  return { ...observed, object: asCopy(observed.object, file) };
}

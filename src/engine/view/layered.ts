/** A map on top of another one that it does not change: what is tried out leaves no trace. */
const GONE = Symbol('gone');

export class Layered<K, V extends object> {
  readonly #below: Layered<K, V> | undefined;
  readonly #own = new Map<K, V | typeof GONE>();

  /** `below` has to stay as it is while this one is used. */
  constructor(below?: Layered<K, V>) {
    this.#below = below;
  }

  get(key: K): V | undefined {
    const own = this.#own.get(key);
    if (own === undefined) return this.#below?.get(key);
    return own === GONE ? undefined : own;
  }

  set(key: K, value: V): void {
    this.#own.set(key, value);
  }

  delete(key: K): void {
    if (this.#below === undefined) this.#own.delete(key);
    else this.#own.set(key, GONE);
  }
}

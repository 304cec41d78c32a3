/** Which facts have looked at which cells. */
import type { Cell } from './cells.ts';

export class Resting {
  readonly #byCell = new Map<Cell, Set<Cell>>();
  readonly #below: Resting | undefined;

  /** `below` has to stay as it is while this one is used. */
  constructor(below?: Resting) {
    this.#below = below;
  }

  fork(): Resting {
    return new Resting(this);
  }

  note(cell: Cell, fact: Cell): void {
    const known = this.#byCell.get(cell);
    if (known === undefined) this.#byCell.set(cell, new Set([fact]));
    else known.add(fact);
  }

  /** Forgets them: a fact that is derived again says anew what it looks at. */
  *take(cell: Cell): Generator<Cell> {
    const known = this.#byCell.get(cell);
    if (known !== undefined) {
      this.#byCell.delete(cell);
      yield* known;
    }
    if (this.#below !== undefined) yield* this.#below.#at(cell);
  }

  *#at(cell: Cell): Generator<Cell> {
    yield* this.#byCell.get(cell) ?? [];
    if (this.#below !== undefined) yield* this.#below.#at(cell);
  }
}

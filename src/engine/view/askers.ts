/** Who has looked at which cells: what a change concerns is looked up, not searched for. */
import type { AnyAutomatedCheck } from '../../plugin-api/index.ts';
import type { Cell } from './cells.ts';

/** The verdicts of one check in one unit. */
export interface Asker {
  readonly check: AnyAutomatedCheck;
  readonly unit: string;
}

export class Askers {
  /** Most cells are looked at by one. */
  readonly #byCell = new Map<Cell, Asker | Set<Asker>>();
  readonly #below: Askers | undefined;
  /** One object for each, so that they can be compared. */
  readonly #known: Map<AnyAutomatedCheck, Map<string, Asker>>;

  /** `below` has to stay as it is while this one is used, and does. */
  constructor(below?: Askers) {
    this.#below = below;
    this.#known = below === undefined ? new Map() : below.#known;
  }

  fork(): Askers {
    return new Askers(this);
  }

  get isEmpty(): boolean {
    return this.#byCell.size === 0 && this.#below?.isEmpty !== false;
  }

  asker(check: AnyAutomatedCheck, unit: string): Asker {
    const units = this.#known.get(check) ?? new Map<string, Asker>();
    this.#known.set(check, units);
    const asker = units.get(unit) ?? { check, unit };
    units.set(unit, asker);
    return asker;
  }

  note(cell: Cell, asker: Asker): void {
    const known = this.#byCell.get(cell);
    if (known === undefined) this.#byCell.set(cell, asker);
    else if (known instanceof Set) known.add(asker);
    else if (known !== asker) this.#byCell.set(cell, new Set([known, asker]));
  }

  /** Forgets them: whoever still rests on the cell says so again when it is looked at. */
  *take(cell: Cell): Generator<Asker> {
    const known = this.#byCell.get(cell);
    this.#byCell.delete(cell);
    if (known instanceof Set) yield* known;
    else if (known !== undefined) yield known;
    if (this.#below !== undefined) yield* this.#below.#at(cell);
  }

  *#at(cell: Cell): Generator<Asker> {
    const known = this.#byCell.get(cell);
    if (known instanceof Set) yield* known;
    else if (known !== undefined) yield known;
    if (this.#below !== undefined) yield* this.#below.#at(cell);
  }
}

/** What has to be judged again, and why. */
import type { AnyAutomatedCheck } from '../../plugin-api/index.ts';
import type { Cell } from './cells.ts';

/** What may be otherwise for the verdicts of one check in one unit. */
export interface Reason {
  /** Deletion, coverage, evidence or what a person has told: every verdict rests on them. */
  readonly isWhole: boolean;
  /** Some subjects are other objects than before. */
  readonly areSubjects: boolean;
  readonly cells: ReadonlySet<Cell>;
}

export interface Mark extends Reason {
  readonly unit: string;
}

interface Pending {
  /** Concerns every unit. */
  isEverywhere: boolean;
  readonly units: Map<string, Collected>;
}

interface Collected {
  isWhole: boolean;
  areSubjects: boolean;
  readonly cells: Set<Cell>;
}

export class Marks {
  readonly #pending: Map<AnyAutomatedCheck, Pending>;

  constructor(pending: Map<AnyAutomatedCheck, Pending> = new Map()) {
    this.#pending = pending;
  }

  fork(): Marks {
    const copies = [...this.#pending].map(
      ([check, { isEverywhere, units }]) => [check, { isEverywhere, units: new Map([...units].map(copied)) }] as const,
    );
    return new Marks(new Map(copies));
  }

  markEverywhere(check: AnyAutomatedCheck): void {
    this.#of(check).isEverywhere = true;
  }

  markWhole(check: AnyAutomatedCheck, unit: string): void {
    this.#in(check, unit).isWhole = true;
  }

  markSubjects(check: AnyAutomatedCheck, unit: string): void {
    if (!this.#of(check).isEverywhere) this.#in(check, unit).areSubjects = true;
  }

  markCell(check: AnyAutomatedCheck, unit: string, cell: Cell): void {
    if (!this.#of(check).isEverywhere) this.#in(check, unit).cells.add(cell);
  }

  /** Takes one mark out. `every` unit is asked for where something concerns all of them. */
  take(check: AnyAutomatedCheck, every: () => readonly string[]): Mark | undefined {
    const pending = this.#pending.get(check);
    if (pending === undefined) return undefined;
    if (pending.isEverywhere) {
      pending.isEverywhere = false;
      for (const unit of every()) this.markWhole(check, unit);
    }
    const [first] = pending.units;
    if (first === undefined) {
      this.#pending.delete(check);
      return undefined;
    }
    const [unit, reason] = first;
    pending.units.delete(unit);
    return { unit, ...reason };
  }

  #of(check: AnyAutomatedCheck): Pending {
    const pending = this.#pending.get(check) ?? { isEverywhere: false, units: new Map() };
    this.#pending.set(check, pending);
    return pending;
  }

  #in(check: AnyAutomatedCheck, unit: string): Collected {
    const { units } = this.#of(check);
    const reason = units.get(unit) ?? { isWhole: false, areSubjects: false, cells: new Set() };
    units.set(unit, reason);
    return reason;
  }
}

function copied([unit, { cells, ...reason }]: readonly [string, Collected]): readonly [string, Collected] {
  return [unit, { ...reason, cells: new Set(cells) }];
}

/**
 * What of a check's input a change concerns, as bits: its subjects, and each of its declared reads. An evaluation is pure:
 * as long as nothing that it has asked for changes, it would say the same again.
 */
import type { AnyAutomatedCheck } from '../../plugin-api/index.ts';

export type Extent = number;

export const NOTHING: Extent = 0;
/** Some subjects are other objects than before. */
export const SUBJECTS: Extent = 1;
/** Deletion, coverage and what a person has told: every verdict rests on them. */
export const SURROUNDINGS: Extent = 1 << 31;
export const WHOLE: Extent = -1;

const MOST_BITS = 30;

/** Of the read at this place among those that are declared; the last bit stands for all that are left. */
export function extentOfRead(index: number): Extent {
  return 1 << Math.min(index + 1, MOST_BITS);
}

/** Units that a change concerns, and what concerns all of them. */
export interface Touched {
  readonly everywhere: Extent;
  readonly units: ReadonlyMap<string, Extent>;
}

export const ALL_OF_IT: Touched = { everywhere: WHOLE, units: new Map() };

export interface Mark {
  readonly unit: string;
  readonly extent: Extent;
}

/** Which units have to be looked at again. */
export class Marks {
  readonly #marks: Map<AnyAutomatedCheck, Pending>;

  constructor(marks: Map<AnyAutomatedCheck, Pending> = new Map()) {
    this.#marks = marks;
  }

  fork(): Marks {
    const copies = [...this.#marks].map(
      ([check, { everywhere, units }]) => [check, { everywhere, units: new Map(units) }] as const,
    );
    return new Marks(new Map(copies));
  }

  add(check: AnyAutomatedCheck, { everywhere, units }: Touched): void {
    if (everywhere === NOTHING && units.size === 0) return;
    const pending = this.#marks.get(check) ?? { everywhere: NOTHING, units: new Map<string, Extent>() };
    this.#marks.set(check, pending);
    pending.everywhere |= everywhere;
    for (const [unit, extent] of units) pending.units.set(unit, (pending.units.get(unit) ?? NOTHING) | extent);
  }

  /** Takes one mark out. `every` unit is asked for where something concerns all of them. */
  take(check: AnyAutomatedCheck, every: () => readonly string[]): Mark | undefined {
    const pending = this.#marks.get(check);
    if (pending === undefined) return undefined;
    if (pending.everywhere !== NOTHING) {
      const units = new Map(every().map((unit) => [unit, pending.everywhere]));
      const marked = { everywhere: NOTHING, units: pending.units };
      this.#marks.set(check, marked);
      this.add(check, { everywhere: NOTHING, units });
      return this.take(check, every);
    }
    const [first] = pending.units;
    if (first === undefined) {
      this.#marks.delete(check);
      return undefined;
    }
    const [unit, extent] = first;
    pending.units.delete(unit);
    return { unit, extent };
  }
}

interface Pending {
  everywhere: Extent;
  readonly units: Map<string, Extent>;
}

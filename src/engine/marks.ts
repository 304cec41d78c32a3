/** Which units have to be evaluated again, and how much of each. */
import type { AnyAutomatedCheck } from '../plugin-api/index.ts';

/** subjects: only those that are other objects than before. whole: all of them, something that they are judged by changed. */
export type Extent = 'subjects' | 'whole';
export type Touched = ReadonlyMap<string, Extent> | 'all';

export interface Mark {
  readonly unit: string;
  readonly extent: Extent;
}

export class Marks {
  /** `all` before the first evaluation and after a change that may concern any unit. */
  readonly #marks: Map<AnyAutomatedCheck, Map<string, Extent> | 'all'>;

  constructor(marks: Map<AnyAutomatedCheck, Map<string, Extent> | 'all'> = new Map()) {
    this.#marks = marks;
  }

  fork(): Marks {
    return new Marks(
      new Map([...this.#marks].map(([check, units]) => [check, units === 'all' ? units : new Map(units)])),
    );
  }

  add(check: AnyAutomatedCheck, touched: Touched): void {
    if (touched === 'all') this.#marks.set(check, 'all');
    else for (const [unit, extent] of touched) this.#addUnit(check, unit, extent);
  }

  #addUnit(check: AnyAutomatedCheck, unit: string, extent: Extent): void {
    const units = this.#marks.get(check) ?? new Map<string, Extent>();
    if (units === 'all') return;
    this.#marks.set(check, units);
    if (units.get(unit) !== 'whole') units.set(unit, extent);
  }

  /** Takes one mark out. `every` unit is asked for where all are marked. */
  take(check: AnyAutomatedCheck, every: () => readonly string[]): Mark | undefined {
    const marked = this.#marks.get(check);
    const units = marked === 'all' ? new Map(every().map((unit) => [unit, 'whole' as const])) : marked;
    const [first] = units ?? [];
    if (units === undefined || first === undefined) {
      this.#marks.delete(check);
      return undefined;
    }
    const [unit, extent] = first;
    units.delete(unit);
    this.#marks.set(check, units);
    return { unit, extent };
  }
}

/** The verdicts of all checks, unit by unit. */
import type { CheckResult } from '../model/finding.ts';
import type { AnyAutomatedCheck } from '../plugin-api/index.ts';
import type { Unit } from './unit.ts';

export class Units {
  readonly #units: Map<AnyAutomatedCheck, Map<string, Unit>>;
  /** Results as they were asked for since the last change. */
  readonly #listed = new Map<AnyAutomatedCheck, readonly CheckResult[]>();

  constructor(units: Map<AnyAutomatedCheck, Map<string, Unit>> = new Map()) {
    this.#units = units;
  }

  fork(): Units {
    return new Units(new Map([...this.#units].map(([check, units]) => [check, new Map(units)])));
  }

  get(check: AnyAutomatedCheck, unit: string): Unit | undefined {
    return this.#units.get(check)?.get(unit);
  }

  /** `undefined`: there is no such unit any more. */
  set(check: AnyAutomatedCheck, unit: string, judged: Unit | undefined): void {
    const units = this.#units.get(check) ?? new Map<string, Unit>();
    this.#units.set(check, units);
    if (units.get(unit) === judged) return;
    this.#listed.delete(check);
    if (judged === undefined) units.delete(unit);
    else units.set(unit, judged);
  }

  /** Names of those that were judged. */
  of(check: AnyAutomatedCheck): Iterable<string> {
    return this.#units.get(check)?.keys() ?? [];
  }

  resultsIn(check: AnyAutomatedCheck, unit: string): readonly CheckResult[] {
    return this.get(check, unit)?.results ?? [];
  }

  /** Those on the cluster first, then namespace by namespace; the same list until one of them is another. */
  results(check: AnyAutomatedCheck): readonly CheckResult[] {
    const known = this.#listed.get(check);
    if (known !== undefined) return known;
    const units = [...(this.#units.get(check) ?? [])].sort(([left], [right]) => (left < right ? -1 : 1));
    const results = units.flatMap(([, each]) => each.results);
    this.#listed.set(check, results);
    return results;
  }
}

/** What evaluation has changed since it was last asked. */
import type { CheckResult } from '../model/finding.ts';
import type { AnyAutomatedCheck } from '../plugin-api/index.ts';

/** The results of one check in one namespace that went and those that came; what stayed is in neither. */
export interface ResultChange {
  readonly check: AnyAutomatedCheck;
  readonly gone: readonly CheckResult[];
  readonly come: readonly CheckResult[];
}

type Results = readonly CheckResult[];

export class Changes {
  /** By check and unit: the results as they were when it was last asked. */
  readonly #before = new Map<AnyAutomatedCheck, Map<string, Results>>();

  note(check: AnyAutomatedCheck, unit: string, before: Results): void {
    let units = this.#before.get(check);
    if (units === undefined) {
      units = new Map();
      this.#before.set(check, units);
    }
    if (!units.has(unit)) units.set(unit, before);
  }

  take(resultsIn: (check: AnyAutomatedCheck, unit: string) => Results): readonly ResultChange[] {
    const found: ResultChange[] = [];
    for (const [check, units] of this.#before)
      for (const [unit, before] of units) {
        const change = difference(check, before, resultsIn(check, unit));
        if (change.gone.length + change.come.length > 0) found.push(change);
      }
    this.#before.clear();
    return found;
  }
}

/** Of long lists mostly one item in the middle is another. */
function difference(check: AnyAutomatedCheck, before: Results, now: Results): ResultChange {
  if (before.length === 0) return { check, gone: before, come: now };
  let start = 0;
  while (start < before.length && start < now.length && before[start] === now[start]) start++;
  let [endBefore, endNow] = [before.length, now.length];
  while (endBefore > start && endNow > start && before[endBefore - 1] === now[endNow - 1]) {
    endBefore--;
    endNow--;
  }
  const [gone, come] = [before.slice(start, endBefore), now.slice(start, endNow)];
  const [was, is] = [new Set(gone), new Set(come)];
  return { check, gone: gone.filter((each) => !is.has(each)), come: come.filter((each) => !was.has(each)) };
}

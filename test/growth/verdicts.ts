/** Checks that count how often they judge. */
import type { Check } from '../../src/plugin-api/index.ts';

export function countingVerdicts(checks: readonly Check[]) {
  let verdicts: Record<string, number> = {};
  const counting = (check: Check): Check => {
    if (check.mode !== 'automated') return check;
    const evaluate: typeof check.evaluate = (subject, context) => {
      verdicts[check.meta.id] = (verdicts[check.meta.id] ?? 0) + 1;
      return check.evaluate(subject, context);
    };
    return { ...check, evaluate };
  };
  return {
    checks: checks.map(counting),
    /** By the id of the check, since the last call. */
    take(): Readonly<Record<string, number>> {
      const taken = verdicts;
      verdicts = {};
      return taken;
    },
  };
}

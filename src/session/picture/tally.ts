/** Verdicts of each check, counted: running sums, so that nothing has to be counted again. */
import type { ResultChange } from '../../engine/index.ts';
import { refKey } from '../../kube/refs.ts';
import type { CheckResult, ResultStatus } from '../../model/finding.ts';
import type { Undecided } from '../../model/snapshot.ts';
import type { AnyAutomatedCheck } from '../../plugin-api/index.ts';
import type { Made, Step } from './decisions.ts';

export interface Tally {
  /** Subjects by status. */
  readonly counts: Readonly<Record<ResultStatus, number>>;
  readonly inferred: number;
  readonly findings: number;
  /** Findings of waived decisions. */
  readonly waived: number;
  /** How many verdicts of a status give a reason, by its text. */
  readonly reasons: ReadonlyMap<ResultStatus, ReadonlyMap<string, number>>;
  readonly undecided: Undecided;
}

type Sums = {
  counts: Record<ResultStatus, number>;
  inferred: number;
  findings: number;
  waived: number;
  reasons: Map<ResultStatus, Map<string, number>>;
  undecided: Undecided;
};

export const NO_COUNTS: Readonly<Record<ResultStatus, number>> = {
  pass: 0,
  fail: 0,
  unknown: 0,
  manual: 0,
  'not-applicable': 0,
  error: 0,
};

export class Tallies {
  readonly #byCheck = new Map<string, Sums>();

  of(check: AnyAutomatedCheck): Tally {
    return this.#sums(check.meta.id);
  }

  update(changes: readonly ResultChange[], steps: readonly Step[]): void {
    for (const { check, gone, come } of changes) {
      const sums = this.#sums(check.meta.id);
      for (const result of gone) count(sums, result, -1);
      for (const result of come) count(sums, result, 1);
      sums.undecided = undecidedAfter(sums.undecided, gone, come);
    }
    for (const { before, now } of steps) {
      this.#countWaived(before, -1);
      this.#countWaived(now, 1);
    }
  }

  #countWaived(made: Made | undefined, by: 1 | -1): void {
    for (const { check } of made?.waived?.findings ?? []) this.#sums(check).waived += by;
  }

  #sums(id: string): Sums {
    let sums = this.#byCheck.get(id);
    if (sums === undefined) {
      sums = newSums();
      this.#byCheck.set(id, sums);
    }
    return sums;
  }
}

/** The same sums of some verdicts only. */
export function tallyOf(results: readonly CheckResult[], waived: number): Tally {
  const sums = newSums();
  for (const result of results) count(sums, result, 1);
  return { ...sums, waived, undecided: undecidedAfter(sums.undecided, [], results) };
}

function newSums(): Sums {
  return { counts: { ...NO_COUNTS }, inferred: 0, findings: 0, waived: 0, reasons: new Map(), undecided: new Map() };
}

function isUndecided({ status }: CheckResult): boolean {
  return status === 'unknown' || status === 'error';
}

/** The same where nobody comes or goes; else anew, but for namespaces where nobody does. */
function undecidedAfter(before: Undecided, gone: readonly CheckResult[], come: readonly CheckResult[]): Undecided {
  const [left, entered] = [gone, come].map((results) => new Map(results.filter(isUndecided).map(placed)));
  const has = ([key, namespace]: readonly [string, string]) => before.get(namespace)?.has(key) === true;
  const lost = [...(left ?? [])].filter((each) => has(each) && entered?.has(each[0]) !== true);
  const got = [...(entered ?? [])].filter((each) => !has(each));
  if (lost.length + got.length === 0) return before;
  const after = new Map(before);
  for (const namespace of new Set([...lost, ...got].map(([, each]) => each))) {
    const keys = new Set(before.get(namespace));
    for (const [key, own] of lost) if (own === namespace) keys.delete(key);
    for (const [key, own] of got) if (own === namespace) keys.add(key);
    if (keys.size === 0) after.delete(namespace);
    else after.set(namespace, keys);
  }
  return after;
}

function placed({ subject }: CheckResult): readonly [key: string, namespace: string] {
  return [refKey(subject), subject.namespace ?? ''];
}

function count(sums: Sums, { status, confidence, findings, evidence }: CheckResult, by: 1 | -1): void {
  sums.counts[status] += by;
  sums.findings += by * findings.length;
  if (confidence === 'inferred') sums.inferred += by;
  if (status === 'unknown' || status === 'error' || status === 'not-applicable')
    for (const { text } of evidence) countReason(sums, status, text, by);
}

function countReason({ reasons }: Sums, status: ResultStatus, text: string, by: 1 | -1): void {
  const texts = reasons.get(status) ?? new Map<string, number>();
  reasons.set(status, texts);
  const sum = (texts.get(text) ?? 0) + by;
  if (sum === 0) texts.delete(text);
  else texts.set(text, sum);
}

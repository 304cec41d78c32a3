/** One check on one namespace: what was judged and how. Judged again, only what may have changed is. */
import { deepEqual } from '../kube/canonical.ts';
import type { CheckResult } from '../model/finding.ts';
import type { AnyAutomatedCheck, Subject, Workload } from '../plugin-api/index.ts';
import type { Extent } from './marks.ts';
import { withoutRepeats } from './repeats.ts';

export interface Unit {
  /** What tells each subject from a later version of it; undefined: nothing does. */
  readonly keys: readonly (object | undefined)[];
  /** The verdict on each subject. */
  readonly verdicts: readonly CheckResult[];
  /** The verdicts as they are shown: nothing is said twice, and what could not be listed is said. */
  readonly results: readonly CheckResult[];
}

export interface Judging {
  readonly check: AnyAutomatedCheck;
  readonly subjects: readonly Subject[];
  readonly extent: Extent;
  /** What is said beside the verdicts on subjects. */
  readonly unread: CheckResult | undefined;
  evaluate(subject: Subject): CheckResult;
}

const NEVER: Unit = { keys: [], verdicts: [], results: [] };

/** Results that are equal to earlier ones of the same subject are those earlier ones. */
export function judgeUnit(judging: Judging, before: Unit = NEVER): Unit {
  const { check, subjects, unread } = judging;
  const keys = keysOf(check, subjects);
  const known = lookup(before, keys);
  const verdicts = subjects.map((subject, index) => verdictOn(subject, known(index), judging));
  const listed = unread === undefined ? verdicts : [...verdicts, unread];
  const results = withoutRepeats(listed, subjects as readonly Workload[]);
  return { keys, verdicts, results: results === verdicts || sameItems(results, verdicts) ? verdicts : results };
}

function verdictOn(subject: Subject, known: CheckResult | undefined, { extent, evaluate }: Judging): CheckResult {
  if (known !== undefined && extent === 'subjects' && !dependsOnOwner(subject)) return known;
  const found = evaluate(subject);
  return known !== undefined && deepEqual(known, found) ? known : found;
}

/** Whether the owner of its template can be read decides what is offered. */
function dependsOnOwner(subject: Subject): boolean {
  return (subject as Partial<Workload>).access === 'none';
}

/** A workload is one object as long as nothing of it changes; other subjects are made of one stored object each time. */
function keysOf(check: AnyAutomatedCheck, subjects: readonly Subject[]): Unit['keys'] {
  if (check.subject === 'Workload') return subjects;
  return subjects.map((subject) => (subject as { readonly object?: object }).object);
}

/** Most subjects are where they were: only for the others an index is made. */
function lookup(before: Unit, keys: Unit['keys']): (index: number) => CheckResult | undefined {
  let places: Map<object | undefined, number> | undefined;
  return (index) => {
    const key = keys[index];
    if (key === undefined) return undefined;
    if (before.keys[index] === key) return before.verdicts[index];
    places ??= new Map(before.keys.map((each, place) => [each, place]));
    const place = places.get(key);
    return place === undefined ? undefined : before.verdicts[place];
  };
}

function sameItems<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}

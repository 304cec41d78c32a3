/** One check on one namespace: what was judged and how. Judged again, only what may have changed is. */
import { deepEqual } from '../kube/canonical.ts';
import { refKey } from '../kube/refs.ts';
import type { CheckResult } from '../model/finding.ts';
import type { AnyAutomatedCheck, AnyFact, Subject, Workload } from '../plugin-api/index.ts';
import { withoutRepeats } from './repeats.ts';
import { type Cell, cellsOfRef } from './view/cells.ts';
import type { Reason } from './view/marks.ts';
import { isSameValue } from './view/same-value.ts';
import { type Asked, ask } from './view/trace.ts';

export interface Unit {
  /** What tells each subject from a later version of it; undefined: nothing does. */
  readonly keys: readonly (object | undefined)[];
  /** The verdict on each subject. */
  readonly verdicts: readonly CheckResult[];
  /** What each verdict rests on beside its subject. */
  readonly rests: readonly Asked[];
  /** The verdicts as they are shown: nothing is said twice, and what could not be listed is said. */
  readonly results: readonly CheckResult[];
}

export interface Changed {
  readonly reason: Reason;
  /** A fact as it is now. */
  factNow(fact: AnyFact): unknown;
  /** Takes note of a cell that a verdict rests on. */
  note(cell: Cell): void;
}

export interface Judging extends Changed {
  readonly check: AnyAutomatedCheck;
  readonly subjects: readonly Subject[];
  /** What verdicts rest on is of no use to anybody. */
  readonly isOnce: boolean;
  /** What is said beside the verdicts on subjects. */
  readonly unread: CheckResult | undefined;
  evaluate(subject: Subject): CheckResult;
  /** What has been asked for since the last call. */
  takeAsked(): Asked;
}

const NEVER: Unit = { keys: [], verdicts: [], rests: [], results: [] };

/** Whether every verdict of a unit would be the same again, told without a look at its subjects. */
export function stillStands(unit: Unit, changed: Changed): boolean {
  if (changed.reason.isWhole || changed.reason.areSubjects) return false;
  return unit.rests.every((rest) => stands(rest, changed));
}

/** Results that are equal to earlier ones of the same subject are those earlier ones. */
export function judgeUnit(judging: Judging, before: Unit = NEVER): Unit {
  const { check, subjects, unread } = judging;
  if (judging.isOnce) return judgedOnce(judging);
  const keys = keysOf(check, subjects);
  const placeOf = lookup(before, keys);
  const verdicts: CheckResult[] = [];
  const rests: Asked[] = [];
  for (const [index, subject] of subjects.entries()) {
    const place = placeOf(index);
    const { result, rest } = verdictOn(subject, before, place, judging);
    verdicts.push(result);
    rests.push(rest);
  }
  const results = shownOf(verdicts, unread, subjects);
  return { keys, verdicts, rests, results: sameItems(results, verdicts) ? verdicts : results };
}

/** Nothing is kept to judge by again: hundreds of thousands of verdicts come through here. */
function judgedOnce({ subjects, unread, evaluate }: Judging): Unit {
  const verdicts = subjects.map(evaluate);
  return { ...NEVER, results: shownOf(verdicts, unread, subjects) };
}

function shownOf(
  verdicts: readonly CheckResult[],
  unread: CheckResult | undefined,
  subjects: readonly Subject[],
): readonly CheckResult[] {
  const listed = unread === undefined ? verdicts : [...verdicts, unread];
  return withoutRepeats(listed, subjects as readonly Workload[]);
}

function verdictOn(
  subject: Subject,
  before: Unit,
  place: number | undefined,
  judging: Judging,
): { readonly result: CheckResult; readonly rest: Asked } {
  const known = place === undefined ? undefined : before.verdicts[place];
  const rested = place === undefined ? undefined : before.rests[place];
  if (known !== undefined && rested !== undefined && stands(rested, judging)) return { result: known, rest: rested };
  judging.takeAsked();
  const found = judging.evaluate(subject);
  const rest = withLookedUp(judging.takeAsked(), subject, found);
  for (const cell of rest.cells) judging.note(cell);
  for (const { cell } of rest.questions) judging.note(cell);
  return { result: known !== undefined && deepEqual(known, found) ? known : found, rest };
}

/** Nothing that was asked for has changed, and of facts that have, each would answer the same again. */
function stands({ cells, questions }: Asked, { reason, factNow, note }: Changed): boolean {
  if (reason.isWhole) return false;
  if (reason.cells.size === 0) return true;
  if (cells.some((cell) => reason.cells.has(cell))) return false;
  return questions
    .filter(({ cell }) => reason.cells.has(cell))
    .every(({ cell, fact, method, parameters, answer }) => {
      note(cell);
      return isSameValue(ask(factNow(fact), method, parameters), answer);
    });
}

/** What the engine itself looks up for a verdict: an owner that may be read, and objects that are pointed at. */
function withLookedUp(asked: Asked, subject: Subject, { findings }: CheckResult): Asked {
  const { ref, access, deviatesFrom } = subject as Partial<Workload> & Subject;
  const owners = access === 'none' ? [deviatesFrom ?? ref] : [];
  if (owners.length + findings.length === 0) return asked;
  const own = refKey(ref);
  const pointedAt = findings.flatMap(({ at }) => (at === undefined || refKey(at) === own ? [] : [at]));
  if (owners.length + pointedAt.length === 0) return asked;
  const cells = [...owners, ...pointedAt].flatMap(cellsOfRef);
  return { ...asked, cells: [...new Set([...asked.cells, ...cells])] };
}

/** A workload is one object as long as nothing of it changes; other subjects are made of one stored object each time. */
function keysOf(check: AnyAutomatedCheck, subjects: readonly Subject[]): Unit['keys'] {
  if (check.subject === 'Workload') return subjects;
  return subjects.map((subject) => (subject as { readonly object?: object }).object);
}

/** Most subjects are where they were: only for the others an index is made. */
function lookup(before: Unit, keys: Unit['keys']): (index: number) => number | undefined {
  if (before.keys.length === 0) return () => undefined;
  let places: Map<object | undefined, number> | undefined;
  return (index) => {
    const key = keys[index];
    if (key === undefined) return undefined;
    if (before.keys[index] === key) return index;
    places ??= new Map(before.keys.map((each, place) => [each, place]));
    return places.get(key);
  };
}

function sameItems<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}

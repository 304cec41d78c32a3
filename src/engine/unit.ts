/** One check on one namespace: what was judged and how. Judged again, only what may have changed is. */
import { deepEqual } from '../kube/canonical.ts';
import { refKey, refOfChange } from '../kube/refs.ts';
import type { CheckResult } from '../model/finding.ts';
import type { AnyAutomatedCheck, Subject, Workload } from '../plugin-api/index.ts';
import { withoutRepeats } from './repeats.ts';
import { type Extent, NOTHING, SUBJECTS, SURROUNDINGS, WHOLE } from './view/extent.ts';
import { type Asked, ask, isSameAnswer } from './view/trace.ts';

export interface Unit {
  /** What tells each subject from a later version of it; undefined: nothing does. */
  readonly keys: readonly (object | undefined)[];
  /** The verdict on each subject. */
  readonly verdicts: readonly CheckResult[];
  /** What each verdict rests on beside its subject. */
  readonly rests: readonly Rest[];
  /** All of that together. */
  readonly restsOn: Extent;
  /** The verdicts as they are shown: nothing is said twice, and what could not be listed is said. */
  readonly results: readonly CheckResult[];
}

export interface Changed {
  readonly extent: Extent;
  /** A fact as it is now, by its place among the declared reads. */
  factAt(index: number): unknown;
}

export interface Judging extends Changed {
  readonly check: AnyAutomatedCheck;
  readonly subjects: readonly Subject[];
  /** What is said beside the verdicts on subjects. */
  readonly unread: CheckResult | undefined;
  evaluate(subject: Subject): CheckResult;
  /** What is seen differs from subject to subject: any change may matter. */
  readonly isApart: boolean;
  /** What has been asked for since the last call. */
  takeAsked(): Asked;
}

type Rest = Asked;
const ON_ALL: Rest = { extent: WHOLE, questions: [] };
const ON_SUBJECT: Rest = { extent: SURROUNDINGS, questions: [] };

const NEVER: Unit = { keys: [], verdicts: [], rests: [], restsOn: NOTHING, results: [] };

/** Whether anything that a unit was judged by is among what has changed. */
export function concerns(extent: Extent, unit: Unit | undefined): boolean {
  return unit === undefined || (extent & (SUBJECTS | SURROUNDINGS | unit.restsOn)) !== NOTHING;
}

/** Whether every verdict of a unit would be the same again, told without a look at its subjects. */
export function stillStands(unit: Unit, changed: Changed): boolean {
  if ((changed.extent & (SUBJECTS | SURROUNDINGS)) !== NOTHING) return false;
  return unit.rests.every((rest) => stands(rest, changed));
}

/** Results that are equal to earlier ones of the same subject are those earlier ones. */
export function judgeUnit(judging: Judging, before: Unit = NEVER): Unit {
  const { check, subjects, unread } = judging;
  const keys = keysOf(check, subjects);
  const placeOf = lookup(before, keys);
  const verdicts: CheckResult[] = [];
  const rests: Rest[] = [];
  for (const [index, subject] of subjects.entries()) {
    const place = placeOf(index);
    const { result, rest } = verdictOn(subject, before, place, judging);
    verdicts.push(result);
    rests.push(rest);
  }
  const listed = unread === undefined ? verdicts : [...verdicts, unread];
  const results = withoutRepeats(listed, subjects as readonly Workload[]);
  const restsOn = rests.reduce((all, rest) => all | extentOf(rest), NOTHING);
  return {
    keys,
    verdicts,
    rests,
    restsOn,
    results: results === verdicts || sameItems(results, verdicts) ? verdicts : results,
  };
}

function extentOf({ extent, questions }: Rest): Extent {
  return questions.reduce((all, question) => all | question.extent, extent);
}

function verdictOn(
  subject: Subject,
  before: Unit,
  place: number | undefined,
  judging: Judging,
): { readonly result: CheckResult; readonly rest: Rest } {
  const known = place === undefined ? undefined : before.verdicts[place];
  const rested = place === undefined ? ON_ALL : (before.rests[place] ?? ON_ALL);
  if (known !== undefined && stands(rested, judging)) return { result: known, rest: rested };
  judging.takeAsked();
  const found = judging.evaluate(subject);
  const rest = judging.isApart || leansOnOthers(subject, found) ? ON_ALL : restOf(judging.takeAsked());
  return { result: known !== undefined && deepEqual(known, found) ? known : found, rest };
}

/** Most verdicts ask for nothing beside their subject. */
function restOf({ extent, questions }: Asked): Rest {
  return extent === NOTHING && questions.length === 0 ? ON_SUBJECT : { extent: extent | SURROUNDINGS, questions };
}

/** Nothing that was asked for has changed, and of facts that have, each would answer the same again. */
function stands({ extent: rested, questions }: Rest, { extent, factAt }: Changed): boolean {
  if ((extent & rested) !== NOTHING) return false;
  return questions
    .filter((question) => (extent & question.extent) !== NOTHING)
    .every(({ read, method, parameters, answer }) => isSameAnswer(ask(factAt(read), method, parameters), answer));
}

/** What the engine itself looks up for a verdict: an owner that may be read, and objects that are pointed at or changed. */
function leansOnOthers(subject: Subject, { findings }: CheckResult): boolean {
  if ((subject as Partial<Workload>).access === 'none') return true;
  const own = refKey(subject.ref);
  return findings.some(
    ({ at, proposal }) => at !== undefined || proposal?.changes.some((change) => refKey(refOfChange(change)) !== own),
  );
}

/** A workload is one object as long as nothing of it changes; other subjects are made of one stored object each time. */
function keysOf(check: AnyAutomatedCheck, subjects: readonly Subject[]): Unit['keys'] {
  if (check.subject === 'Workload') return subjects;
  return subjects.map((subject) => (subject as { readonly object?: object }).object);
}

/** Most subjects are where they were: only for the others an index is made. */
function lookup(before: Unit, keys: Unit['keys']): (index: number) => number | undefined {
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

/** The one sum that every output ends with. */

import { decisionsDo } from '../model/rows/to-decide.ts';
import type { CheckSummary, ScanSnapshot } from '../model/snapshot.ts';
import { printable } from '../text/printable.ts';
import { count, grouped } from '../text/words.ts';
import { failedAnswers } from './said.ts';
import type { Selection } from './selection.ts';

/** In words, and with the flag that shows it. */
const HIDDEN: readonly (readonly [keyof Selection['hidden'], string, string?])[] = [
  ['platform', 'platform', '--include-system'],
  ['waived', 'waived'],
  ['answered', 'answered'],
  ['lessSevere', 'less severe'],
];

export interface SumOptions {
  /** "in shop namespace" where namespaces were named, else empty. */
  readonly scope: string;
  /** False when something could not be read at all. */
  readonly isComplete: boolean;
  /** Checks without a verdict. */
  readonly unknown: number;
  /** Checks that a person has answered with fail. */
  readonly failedAnswers: number;
  /** No check was asked at all: each is about the whole cluster. */
  readonly isNothingAsked?: boolean;
}

export function sumLine(selection: Selection, options: SumOptions): string {
  const sum = sumOf(selection, options);
  return options.isComplete ? sum : `${sum} Not everything could be read: the result is incomplete.`;
}

/** The sum of a scan, as every output has it. */
export function scanSum(snapshot: ScanSnapshot, selection: Selection): string {
  return sumLine(selection, {
    scope: scopePhrase(snapshot.scope ?? []),
    isComplete: snapshot.complete,
    unknown: withoutVerdict(snapshot).length,
    failedAnswers: new Set(failedAnswers(selection.answers).map(({ summary }) => summary)).size,
    isNothingAsked: isNothingAsked(snapshot),
  });
}

function scopePhrase(namespaces: readonly string[]): string {
  if (namespaces.length === 0) return '';
  return `in ${namespaces.join(', ')} ${namespaces.length === 1 ? 'namespace' : 'namespaces'}`;
}

function sumOf({ decisions, rows, findings, hidden }: Selection, options: SumOptions): string {
  const place = options.scope === '' ? '' : ` ${options.scope}`;
  const shown =
    findings.length === 0
      ? nothingFound(options, place)
      : `${decisionsDo('cover', { decisions: decisions.length, rows: rows.length })} ${count(findings.length, 'finding', 'findings')}${place}.`;
  const parts = HIDDEN.filter(([key]) => hidden[key] > 0).map(([key, label, flag]) =>
    [label, grouped(hidden[key]), ...(flag === undefined ? [] : [`(${flag})`])].join(' '),
  );
  if (parts.length === 0) return shown;
  const total = HIDDEN.reduce((sum, [key]) => sum + hidden[key], 0);
  return `${shown} ${grouped(total)} not shown: ${parts.join(', ')}.`;
}

/** A clean bill only where everything was seen and nobody says otherwise. */
function nothingFound({ isComplete, unknown, failedAnswers, isNothingAsked }: SumOptions, place: string): string {
  if (isNothingAsked === true) return `Nothing was asked${place}.`;
  if (failedAnswers > 0)
    return `${count(failedAnswers, 'check fails by its answer', 'checks fail by their answers')}${place}.`;
  return `No findings${isComplete && unknown === 0 ? '' : ' in what could be read'}${place}.`;
}

export function withoutVerdict({ checks }: Pick<ScanSnapshot, 'checks'>): readonly CheckSummary[] {
  return checks.filter(({ status }) => status === 'unknown' || status === 'error');
}

/** Checks that the named namespaces leave out. `undefined` when there is none. */
export function notAskedLine({ checks }: Pick<ScanSnapshot, 'checks'>): string | undefined {
  const left = checks.filter(({ status }) => status === 'not-asked');
  if (left.length === 0) return undefined;
  const [what, about] = left.length === 1 ? ['check was', 'it is'] : ['checks were', 'they are'];
  return `${left.length} ${what} not asked: ${about} about the whole cluster, and -n names namespaces.`;
}

export function isNothingAsked({ checks }: Pick<ScanSnapshot, 'checks'>): boolean {
  return checks.length > 0 && checks.every(({ status }) => status === 'not-asked');
}

/** What nobody may take for passed: checks without a verdict. `undefined` when there is none. */
export function unknownLine(snapshot: Pick<ScanSnapshot, 'checks'>): string | undefined {
  const unknown = withoutVerdict(snapshot);
  if (unknown.length === 0) return undefined;
  const what = `${count(unknown.length, 'check is', 'checks are')} unknown, not passed`;
  const reasons = new Set(unknown.flatMap(({ reason }) => reason ?? []));
  const [only] = reasons;
  if (only !== undefined && reasons.size === 1) return `${what}: ${only}`;
  return `${what}, for ${count(reasons.size, 'reason', 'reasons')}: -o json lists them.`;
}

const MOST_NAMED = 5;

/** Files that could not be taken in, or not all of them; `undefined` when there is none. */
export function notJudgedLine({ messages }: Pick<ScanSnapshot, 'messages'>): string | undefined {
  const paths = [...new Set(messages.flatMap(({ unread = [] }) => unread))];
  if (paths.length === 0) return undefined;
  const named = paths.slice(0, MOST_NAMED).map((path) => printable(path === '-' ? 'standard input' : path));
  const more = paths.length > MOST_NAMED ? ` and ${grouped(paths.length - MOST_NAMED)} more` : '';
  return `Not judged, or not all of it: ${named.join(', ')}${more}.`;
}

/** The one sum that every output ends with. */
import type { ScanSnapshot } from '../model/snapshot.ts';
import type { Selection } from './selection.ts';

const HIDDEN: readonly (readonly [keyof Selection['hidden'], string])[] = [
  ['platform', 'platform'],
  ['waived', 'waived'],
  ['lessSevere', 'less severe'],
];

export interface SumOptions {
  /** "in shop namespace" where namespaces were named, else empty. */
  readonly scope: string;
  /** False when something could not be read at all. */
  readonly isComplete: boolean;
}

export function sumLine(selection: Selection, options: SumOptions): string {
  const sum = sumOf(selection, options);
  return options.isComplete ? sum : `${sum} Not everything could be read: this is not the whole picture.`;
}

function sumOf({ decisions, findings, hidden }: Selection, { scope, isComplete }: SumOptions): string {
  const place = scope === '' ? '' : ` ${scope}`;
  const shown =
    findings.length === 0
      ? `No findings${isComplete ? '' : ' in what could be read'}${place}.`
      : `${count(decisions.length, 'decision covers', 'decisions cover')} ${count(findings.length, 'finding', 'findings')}${place}.`;
  const parts = HIDDEN.filter(([key]) => hidden[key] > 0).map(([key, label]) => `${label} ${grouped(hidden[key])}`);
  if (parts.length === 0) return shown;
  const total = HIDDEN.reduce((sum, [key]) => sum + hidden[key], 0);
  return `${shown} ${grouped(total)} not shown: ${parts.join(', ')}.`;
}

/** What nobody may take for passed: checks without a verdict. `undefined` when there is none. */
export function unknownLine({ checks }: Pick<ScanSnapshot, 'checks'>): string | undefined {
  const unknown = checks.filter(({ status }) => status === 'unknown' || status === 'error');
  if (unknown.length === 0) return undefined;
  const what = `${count(unknown.length, 'check is', 'checks are')} unknown, not passed`;
  const reasons = new Set(unknown.flatMap(({ reason }) => reason ?? []));
  const [only] = reasons;
  if (only !== undefined && reasons.size === 1) return `${what}: ${only}`;
  return `${what}, for ${count(reasons.size, 'reason', 'reasons')}: -o json names them.`;
}

/** `1 decision`, `1,204 decisions`. */
export function count(amount: number, one: string, many: string): string {
  return `${grouped(amount)} ${amount === 1 ? one : many}`;
}

/** With commas between thousands. */
export function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, ',');
}

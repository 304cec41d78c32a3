/** The one sum that every output ends with. */
import type { Selection } from './selection.ts';

const HIDDEN: readonly (readonly [keyof Selection['hidden'], string])[] = [
  ['platform', 'platform'],
  ['waived', 'waived'],
  ['lessSevere', 'less severe'],
];

/** `scope`: "in shop namespace" where namespaces were named. */
export function sumLine({ decisions, findings, hidden }: Selection, scope: string): string {
  const place = scope === '' ? '' : ` ${scope}`;
  const shown =
    findings.length === 0
      ? `No findings${place}.`
      : `${count(decisions.length, 'decision covers', 'decisions cover')} ${count(findings.length, 'finding', 'findings')}${place}.`;
  const parts = HIDDEN.filter(([key]) => hidden[key] > 0).map(([key, label]) => `${label} ${grouped(hidden[key])}`);
  if (parts.length === 0) return shown;
  const total = HIDDEN.reduce((sum, [key]) => sum + hidden[key], 0);
  return `${shown} ${grouped(total)} not shown: ${parts.join(', ')}.`;
}

/** `1 decision`, `1,204 decisions`. */
export function count(amount: number, one: string, many: string): string {
  return `${grouped(amount)} ${amount === 1 ? one : many}`;
}

/** With commas between thousands. */
export function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, ',');
}

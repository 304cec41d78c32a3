/** The worst findings and one good thing, for the first minute. */
import { printable } from '../../model/printable.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import type { Severity } from '../types.ts';
import { count } from '../words.ts';

export interface FirstResult {
  /** Absent: something good. */
  readonly severity?: Severity;
  readonly text: string;
}

export function firstResults(snapshot: ScanSnapshot): readonly FirstResult[] {
  const worst = snapshot.findings.slice(0, 2).map(({ severity, message }) => ({ severity, text: printable(message) }));
  return [...worst, ...good(snapshot)];
}

function good(snapshot: ScanSnapshot): readonly FirstResult[] {
  const ready = snapshot.decisions.filter(
    ({ readiness, disruption }) => readiness === 'ready' && disruption === 'none',
  );
  if (ready.length === 0) return [];
  return [{ text: `${count(ready.length, 'decision is', 'decisions are')} ready now: no restart, nobody refused` }];
}

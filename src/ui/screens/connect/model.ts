/** The first results: the worst findings, and what can be changed right away. Pure. */

import type { ScanSnapshot } from '../../../model/snapshot.ts';
import { printable } from '../../../text/printable.ts';
import { count } from '../../../text/words.ts';
import { shownDecisions } from '../../select/totals.ts';
import type { Decision, Severity } from '../../types.ts';

export interface FirstResult {
  /** Absent for what can be changed right away. */
  readonly severity?: Severity;
  readonly text: string;
}

export function firstResults(snapshot: ScanSnapshot): readonly FirstResult[] {
  const worst = snapshot.findings.slice(0, 2).map(({ severity, message }) => ({ severity, text: printable(message) }));
  return [...worst, ...readyNow(snapshot)];
}

/** A change of Pod Security levels has a caveat when it enforces one: it rejects pods later, and needs typed consent. */
function readyNow(snapshot: ScanSnapshot): readonly FirstResult[] {
  const ready = shownDecisions(snapshot).filter(isImmediate);
  const isLevel = ({ item, subject }: Decision): boolean => item === 'pod-security' && subject.kind === 'Namespace';
  const warned = ready.filter((decision) => isLevel(decision) && !hasCaveat(decision));
  const enforced = ready.filter((decision) => isLevel(decision) && hasCaveat(decision));
  const others = ready.filter((decision) => !isLevel(decision) && !hasCaveat(decision));
  return [
    promise(warned, 'namespace', 'can warn and audit at restricted now: no pod rejected'),
    promise(enforced, 'namespace', 'can enforce a level that every workload of today meets'),
    promise(others, 'decision', `${others.length === 1 ? 'is' : 'are'} ready now: no restart, no disruption`),
  ].flat();
}

function isImmediate({ readiness, disruption }: Decision): boolean {
  return readiness === 'ready' && disruption === 'none';
}

function hasCaveat({ variants }: Decision): boolean {
  return (variants[0]?.caveats.length ?? 0) > 0;
}

function promise(decisions: readonly Decision[], what: string, can: string): readonly FirstResult[] {
  return decisions.length === 0 ? [] : [{ text: `${count(decisions.length, what)} ${can}` }];
}

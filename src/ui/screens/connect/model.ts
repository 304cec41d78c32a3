/** The first results: the worst findings, and what can be changed right away. Pure. */

import { countDecisions, decisionsInRows } from '../../../model/rows/to-decide.ts';
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
  return [...worst, ...readyNow(snapshot).map((text) => ({ text }))];
}

/** A change of Pod Security levels has a caveat when it enforces one: it rejects pods later, and needs typed consent. */
function readyNow(snapshot: ScanSnapshot): readonly string[] {
  const ready = shownDecisions(snapshot).filter(isImmediate);
  const isLevel = ({ item, subject }: Decision): boolean => item === 'pod-security' && subject.kind === 'Namespace';
  const warned = ready.filter((decision) => isLevel(decision) && !hasCaveat(decision));
  const enforced = ready.filter((decision) => isLevel(decision) && hasCaveat(decision));
  const others = ready.filter((decision) => !isLevel(decision) && !hasCaveat(decision));
  const are = others.length === 1 ? 'is' : 'are';
  return [
    ...(warned.length === 0
      ? []
      : [`${count(warned, 'namespace')} can warn and audit at restricted now: no pod rejected`]),
    ...(enforced.length === 0
      ? []
      : [`${count(enforced, 'namespace')} can enforce a level that every workload of today meets`]),
    ...(others.length === 0
      ? []
      : [`${decisionsInRows(countDecisions(others, snapshot.items))} ${are} ready now: no restart, no disruption`]),
  ];
}

function isImmediate({ readiness, disruption }: Decision): boolean {
  return readiness === 'ready' && disruption === 'none';
}

function hasCaveat({ variants }: Decision): boolean {
  return (variants[0]?.caveats.length ?? 0) > 0;
}

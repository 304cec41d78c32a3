/** Whether a waiver holds for a finding as it is now. */
import type { Decision } from '../model/decision.ts';
import { type Finding, severityRank } from '../model/finding.ts';
import type { Message } from '../model/ports.ts';
import type { Waiver } from '../model/records.ts';
import type { Waivers } from './picture/waivers.ts';

/**
 * What came to a decision, or became another value or worse, after it was accepted was accepted by nobody; neither was what
 * a waiver says no value or severity of.
 */
export function accepts({ findings = [] }: Waiver, { id, judged, severity }: Finding): boolean {
  const accepted = findings.find((each) => each.id === id);
  if (accepted?.judged !== judged || accepted.severity === undefined) return false;
  return severityRank(severity) >= severityRank(accepted.severity);
}

/** Waivers of open decisions that do not say what they accept: each is told what to say. */
export function looseWaivers(waivers: Waivers, decisions: readonly Decision[]): readonly Message[] {
  return decisions.flatMap((decision) =>
    (waivers.get(decision.id) ?? []).filter(isLoose).map((): Message => {
      const now = decision.findings.map(({ id, judged, severity }) => ({ id, judged, severity }));
      const text =
        `The waiver of decision ${decision.id} (${decision.title}) does not say what it accepts, and holds for nothing. ` +
        `As it is now that would be: findings: ${JSON.stringify(now)}`;
      return { level: 'warning', text };
    }),
  );
}

function isLoose({ findings }: Waiver): boolean {
  return findings?.every(({ judged, severity }) => judged !== undefined && severity !== undefined) !== true;
}

/** What of a scan is shown, and how much is not: shown and not shown together are all findings. */
import type { Decision } from '../model/decision.ts';
import { type Finding, severityRank } from '../model/finding.ts';
import type { ScanSnapshot } from '../model/snapshot.ts';
import type { Severity } from '../plugin-api/index.ts';

export interface SelectionOptions {
  /** Only findings at least as severe. */
  readonly minSeverity?: Severity;
  /** Platform namespaces and protected objects too. */
  readonly hasPlatform: boolean;
}

export interface Selection {
  /** Each with the shown ones of its findings. */
  readonly decisions: readonly Decision[];
  /** In the order of the snapshot. */
  readonly findings: readonly Finding[];
  readonly total: number;
  /** Whether the platform is shown. */
  readonly hasPlatform: boolean;
  readonly hidden: {
    readonly platform: number;
    readonly waived: number;
    readonly lessSevere: number;
  };
}

export function select(snapshot: ScanSnapshot, { minSeverity, hasPlatform }: SelectionOptions): Selection {
  const isSevere = ({ severity }: Finding) =>
    minSeverity === undefined || severityRank(severity) <= severityRank(minSeverity);
  const waived = countFindings(snapshot.waived);
  const open = snapshot.decisions.filter(({ platform }) => hasPlatform || !platform);
  const decisions = open
    .map((decision) => ({ ...decision, findings: decision.findings.filter(isSevere) }))
    .filter(({ findings }) => findings.length > 0);
  const shown = new Set(decisions.flatMap(({ findings }) => findings.map(({ id }) => id)));
  return {
    decisions,
    findings: snapshot.findings.filter(({ id }) => shown.has(id)),
    total: snapshot.findings.length,
    hasPlatform,
    hidden: {
      platform: countFindings(snapshot.decisions) - countFindings(open),
      waived,
      lessSevere: countFindings(open) - shown.size,
    },
  };
}

function countFindings(decisions: readonly Decision[]): number {
  return decisions.reduce((sum, { findings }) => sum + findings.length, 0);
}

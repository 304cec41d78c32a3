/** What of a scan is shown, and how much is not: shown and not shown together are all findings. */
import type { Decision, DecisionRow, WaivedDecision } from '../model/decision.ts';
import { type Finding, severityRank } from '../model/finding.ts';
import { rowsOfDecisions } from '../model/rows/to-decide.ts';
import type { ScanSnapshot } from '../model/snapshot.ts';
import type { Severity } from '../plugin-api/index.ts';
import { allAnswers, answeredFindings, type SpokenAnswer } from './said.ts';

export interface SelectionOptions {
  /** Only findings at least as severe. */
  readonly minSeverity?: Severity;
  /** Platform namespaces and protected objects too. */
  readonly hasPlatform: boolean;
}

export interface Selection {
  /** Each with the shown ones of its findings. */
  readonly decisions: readonly Decision[];
  /** The same, as they are decided: in rows of those that need the same change. */
  readonly rows: readonly DecisionRow[];
  /** In the order of the snapshot. */
  readonly findings: readonly Finding[];
  /** What was accepted, as severe as asked for. */
  readonly waived: readonly WaivedDecision[];
  /** What was answered: each with those of the findings it takes out that are as severe as asked for. */
  readonly answers: readonly SpokenAnswer[];
  readonly minSeverity?: Severity;
  /** Open ones, and those that persons have accepted or answered. */
  readonly total: number;
  /** Whether the platform is shown. */
  readonly hasPlatform: boolean;
  readonly hidden: {
    readonly platform: number;
    readonly waived: number;
    readonly answered: number;
    readonly lessSevere: number;
  };
}

export function select(snapshot: ScanSnapshot, { minSeverity, hasPlatform }: SelectionOptions): Selection {
  const isSevere = ({ severity }: { readonly severity: Severity }) =>
    minSeverity === undefined || severityRank(severity) <= severityRank(minSeverity);
  const open = snapshot.decisions.filter(({ platform }) => hasPlatform || !platform);
  const decisions = severeOnly(open, isSevere);
  const waived = severeOnly(snapshot.waived, isSevere);
  const all = allAnswers(snapshot.checks);
  const answers = all
    .map(({ summary, given }) => ({ summary, given: { ...given, findings: given.findings.filter(isSevere) } }))
    .filter(({ summary, given }) => isSevere(summary.check.meta) || given.findings.length > 0);
  const shown = new Set(decisions.flatMap(({ findings }) => findings.map(({ id }) => id)));
  const answered = answeredFindings(all).length;
  const platform = countFindings(snapshot.decisions) - countFindings(open);
  const total = snapshot.findings.length + answered;
  const hidden = { platform, waived: countFindings(waived), answered: answeredFindings(answers).length };
  return {
    decisions,
    rows: rowsOfDecisions(decisions, snapshot.items),
    findings: snapshot.findings.filter(({ id }) => shown.has(id)),
    waived,
    answers,
    ...(minSeverity === undefined ? {} : { minSeverity }),
    total,
    hasPlatform,
    hidden: { ...hidden, lessSevere: total - shown.size - hidden.platform - hidden.waived - hidden.answered },
  };
}

/** Those that have such findings, with these alone. */
function severeOnly<D extends Decision>(
  decisions: readonly D[],
  isSevere: (finding: Finding) => boolean,
): readonly D[] {
  return decisions
    .map((decision) => ({ ...decision, findings: decision.findings.filter(isSevere) }))
    .filter(({ findings }) => findings.length > 0);
}

function countFindings(decisions: readonly Decision[]): number {
  return decisions.reduce((sum, { findings }) => sum + findings.length, 0);
}

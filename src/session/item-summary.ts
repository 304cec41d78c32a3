/** The rows of the checklist: status, what is to decide, what follows from other rows. */
import { ITEMS, type Item } from '../catalog/items.ts';
import type { Decision, DecisionRow, WaivedDecision } from '../model/decision.ts';
import { type Finding, type ItemStatus, severityRank, worstStatus } from '../model/finding.ts';
import type { CheckSummary, ItemSummary } from '../model/snapshot.ts';
import type { Check } from '../plugin-api/index.ts';

export interface ItemInput {
  readonly checks: readonly CheckSummary[];
  /** Registered checks that were not asked for. */
  readonly leftOut: readonly Check[];
  readonly findings: readonly Finding[];
  /** Decisions that are neither waived nor folded. */
  readonly decisions: readonly Decision[];
  /** Decisions that were accepted and are not folded. */
  readonly waived: readonly WaivedDecision[];
  rows(decisions: readonly Decision[]): readonly DecisionRow[];
}

export function summarizeItems(input: ItemInput): readonly ItemSummary[] {
  const itemOf = new Map<string, string>(input.checks.map(({ check }) => [check.meta.id, check.meta.item]));
  const findings = Map.groupBy(input.findings, (finding) => itemOf.get(finding.check) ?? '');
  const leftOut = new Set(input.leftOut.map(({ meta }) => meta.item));
  const decisions = Map.groupBy(input.decisions, ({ item }) => item);
  return ITEMS.map((item) => {
    const own = findings.get(item.id) ?? [];
    const waived = input.waived.filter((decision) => decision.item === item.id);
    const rows = input.rows(decisions.get(item.id) ?? []);
    const checks = input.checks.filter(({ check }) => check.meta.item === item.id);
    const follows = followsOf(item, own, input.decisions);
    const worst = own.toSorted((left, right) => severityRank(left.severity) - severityRank(right.severity))[0]
      ?.severity;
    const status = checks.length === 0 ? 'unknown' : worstStatus(checks.map((check) => check.status));
    const isLeftOut = checks.length === 0 && leftOut.has(item.id);
    const note = isLeftOut ? 'left out' : noteOf(status, checks);
    return {
      ...item,
      status,
      checks,
      rows,
      findings: own.length,
      ...(waived.length === 0 ? {} : { waived }),
      ...(follows === undefined ? {} : { follows }),
      ...(worst === undefined ? {} : { worst }),
      ...(note === undefined ? {} : { note }),
      ...(isLeftOut ? { isLeftOut } : {}),
    };
  });
}

/** The item whose decisions resolve most of the findings of this one, where this one has none of its own. */
function followsOf(item: Item, findings: readonly Finding[], decisions: readonly Decision[]): ItemSummary['follows'] {
  const ids = new Set(findings.map(({ id }) => id));
  const counts = new Map<string, number>();
  for (const decision of decisions) {
    if (decision.item === item.id) continue;
    const shared = decision.findings.filter(({ id }) => ids.has(id)).length;
    if (shared > 0) counts.set(decision.item, (counts.get(decision.item) ?? 0) + shared);
  }
  const [most] = [...counts].sort((left, right) => right[1] - left[1]);
  if (most === undefined) return undefined;
  return { item: ITEMS.find(({ id }) => id === most[0])?.number ?? 0, findings: most[1] };
}

function noteOf(status: ItemStatus, checks: readonly CheckSummary[]): string | undefined {
  if (checks.length === 0) return 'no check yet';
  switch (status) {
    case 'pass':
      return checks.some(({ confidence }) => confidence === 'inferred') ? 'inferred' : 'direct';
    case 'manual':
      return 'your answer';
    case 'attested':
      return 'answered';
    case 'unknown':
      return 'not visible';
    case 'error':
      return 'check failed';
    case 'waived':
      return 'waived';
    case 'not-applicable':
      return 'not applicable';
    case 'fail':
      return undefined;
  }
}

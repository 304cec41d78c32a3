/** What is known about one item, and what its decisions would do. Pure. */
import { type Finding, severityRank } from '../../model/finding.ts';
import { printable } from '../../model/printable.ts';
import type { CheckSummary, ItemSummary } from '../../model/snapshot.ts';
import type { DecisionRow, Severity } from '../types.ts';
import { count, statusWord } from '../words.ts';

/** One sentence: the worst there is, or why nothing can be said. */
export function headline(item: ItemSummary): string {
  const worst = worstFinding(item);
  if (worst !== undefined) {
    const others = item.findings - 1;
    return `${ended(printable(worst.message))}${others > 0 ? ` And ${count(others, 'more finding')}.` : ''}`;
  }
  if (item.follows !== undefined) {
    const { findings, item: number } = item.follows;
    return `${count(findings, 'finding')}, resolved together with item ${String(number).padStart(2, '0')}.`;
  }
  if (item.isLeftOut === true) return 'Left out of this scan by --check, --skip-check or --area.';
  if (item.checks.length === 0) return 'This version has no check for it.';
  if (item.status === 'unknown' || item.status === 'error') {
    const check = item.checks.find(({ status }) => status === item.status);
    return `Unknown, not passed: ${printable(check?.reason ?? 'the evidence could not be read')}`;
  }
  if (item.status === 'manual') return 'Nobody can read this from a cluster: it asks you.';
  return item.status === 'pass' ? 'Every subject that was looked at meets it.' : `It ${statusWord(item.status)}.`;
}

function worstFinding({ rows }: ItemSummary): Finding | undefined {
  const first = rows.flatMap(({ members }) => members.flatMap(({ findings }) => findings.slice(0, 1)));
  return first.sort((left, right) => severityRank(left.severity) - severityRank(right.severity))[0];
}

/** "direct. 38 of 47 fail, 2 unknown." */
export function evidenceText(item: ItemSummary): string {
  const automated = item.checks.filter(({ check }) => check.mode === 'automated');
  const attested = item.checks.find(({ attestation }) => attestation !== undefined)?.attestation;
  if (attested !== undefined)
    return `attested by ${printable(attested.by)} until ${attested.expires.slice(0, 10)}: ${printable(attested.evidence)}`;
  if (item.checks.length === 0) return 'none';
  if (automated.length === 0) return 'none: a person answers';
  const failing = worstCounted(automated);
  const { counts, confidence } = failing;
  const looked = counts.pass + counts.fail + counts.unknown + counts.error;
  if (looked === 0) return `${confidence}. Nothing in this cluster is concerned.`;
  const unknown = counts.unknown === 0 ? '' : `, ${counts.unknown} unknown`;
  return `${confidence}. ${counts.fail} of ${looked} fail${unknown}: ${failing.check.meta.title}.`;
}

/** The check with the most failing subjects stands for the item. */
function worstCounted(checks: readonly CheckSummary[]): CheckSummary {
  return [...checks].sort((left, right) => right.counts.fail - left.counts.fail)[0] as CheckSummary;
}

/** "5 decisions resolve 85 findings, 141 follow". */
export function decisionsText(item: ItemSummary): string {
  const resolved = new Set(
    item.rows.flatMap(({ members }) => members.flatMap(({ variants }) => variants.at(-1)?.findings ?? [])),
  );
  const all = item.rows.flatMap(({ members }) => members.flatMap(({ findings }) => findings));
  const follow = all.filter(({ cause }) => cause !== undefined).length;
  const decisions = count(item.rows.length, 'decision');
  if (resolved.size === 0) return `${decisions}, ${count(all.length, 'finding')}`;
  const rows = `${decisions} ${item.rows.length === 1 ? 'resolves' : 'resolve'}`;
  return `${rows} ${count(resolved.size, 'finding')}${follow === 0 ? '' : `, ${follow} follow`}`;
}

export function rowSeverity(row: DecisionRow): Severity | undefined {
  return row.members[0]?.severity;
}

/** Why a row has its readiness, in a few words. */
export function rowReason(row: DecisionRow): string {
  const lead = row.members[0];
  if (lead?.refusal !== undefined) return printable(lead.refusal.reason);
  if (lead?.owner != null && lead.readiness === 'file') return `${printable(lead.owner.label)} owns it`;
  return printable(lead?.variants[0]?.reasons[0] ?? lead?.findings[0]?.message ?? '');
}

function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

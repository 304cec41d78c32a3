/** A consistent picture of what the engine knows: findings joined into decisions, items, levels and totals. */
import { itemById } from '../catalog/items.ts';
import { buildDecisions, type Engine, groupRows, withCauses } from '../engine/index.ts';
import { type Inventory, WORKLOAD_KINDS } from '../inventory/index.ts';
import { refKey } from '../kube/refs.ts';
import type { Decision, WaivedDecision } from '../model/decision.ts';
import { type Finding, severityRank } from '../model/finding.ts';
import type { ClusterIdentity, SourceType } from '../model/ports.ts';
import type { Attestation, Records, Waiver } from '../model/records.ts';
import type { Message, ScanSnapshot } from '../model/snapshot.ts';
import type { Check, Severity } from '../plugin-api/index.ts';
import { isExpired } from '../records/index.ts';
import { withoutAnswered } from './answered.ts';
import { summarizeCheck } from './check-summary.ts';
import { summarizeItems } from './item-summary.ts';
import { summarizeNamespaces, summarizeWorkloads } from './levels.ts';
import { accepts } from './waivers.ts';

export interface SnapshotInput {
  readonly source: { readonly type: SourceType; readonly label: string };
  readonly identity: ClusterIdentity;
  readonly checks: readonly Check[];
  /** Registered checks that were not asked for. */
  readonly leftOut: readonly Check[];
  readonly engine: Engine;
  readonly inventory: Inventory;
  readonly records: Records;
  readonly now: Date;
  readonly messages: readonly Message[];
  readonly namespaces?: readonly string[];
  /** Only findings at least as severe. */
  readonly minSeverity?: Severity;
}

export function takeSnapshot(input: SnapshotInput): ScanSnapshot {
  const { engine, inventory, checks } = input;
  const byId = new Map(checks.map((check) => [check.meta.id as string, check]));
  const attested = attestationsOf(input);
  const findings = sortFindings(withCauses(withoutAnswered(shownFindings(input), engine, checks, attested)));
  const all = buildDecisions(findings, {
    sourceType: input.source.type,
    inventory,
    checks: byId,
    itemNumber: (item) => itemById(item)?.number ?? 99,
  });
  const waivers = input.records.waivers.filter((waiver) => holds(waiver, input));
  const { open, waived } = split(all, waivers);
  const waivedFindings = new Set(waived.flatMap((decision) => decision.findings.map(({ id }) => id)));
  const summaries = checks.map((check) => summarizeCheck(check, engine, attested, waivedFindings));
  const names = input.namespaces ?? inventory.namespaceNames();
  const workloads = summarizeWorkloads(inventory, names, input.identity.version);
  const folded = open.filter(({ platform }) => platform);
  return {
    source: input.source,
    ...(input.namespaces === undefined ? {} : { scope: input.namespaces }),
    identity: input.identity,
    coverage: inventory.coverageEntries(),
    checks: summaries,
    items: summarizeItems({
      checks: summaries,
      leftOut: input.leftOut,
      findings: findings.filter(({ id }) => !waivedFindings.has(id)),
      decisions: open.filter(({ platform }) => !platform),
      waived: waived.filter(({ platform }) => !platform),
      rows: groupRows,
    }),
    findings,
    decisions: open,
    waived,
    namespaces: summarizeNamespaces(inventory, names, workloads, input.identity.version, (name) =>
      isWhole(inventory, name),
    ),
    workloads,
    totals: {
      objects: inventory.count(),
      findings: findings.length,
      decisions: open.length - folded.length,
      platform: folded.reduce((sum, decision) => sum + decision.findings.length, 0),
    },
    messages: input.messages,
    complete: !input.messages.some(({ level }) => level === 'error'),
  };
}

function shownFindings({ engine, minSeverity }: SnapshotInput): readonly Finding[] {
  const findings = engine.findings();
  if (minSeverity === undefined) return findings;
  return findings.filter(({ severity }) => severityRank(severity) <= severityRank(minSeverity));
}

/** The worst first, then by place. Keys are made once a finding: a large set compares each of them often. */
function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings
    .map((finding) => ({ finding, key: sortKey(finding) }))
    .sort((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ finding }) => finding);
}

function sortKey({ severity, subject, check, id }: Finding): string {
  const place = [subject.namespace ?? '', subject.name, refKey(subject), check, id];
  return `${severityRank(severity)}\u0000${place.join('\u0000')}`;
}

function holds(
  record: { readonly cluster: string; readonly expires: string },
  { identity, now }: SnapshotInput,
): boolean {
  return (record.cluster === identity.id || record.cluster === '*') && !isExpired(record.expires, now);
}

/** The newest answer to each check that holds for this cluster today. */
function attestationsOf(input: SnapshotInput): ReadonlyMap<string, Attestation> {
  const sorted = input.records.attestations
    .filter((answer) => holds(answer, input))
    .toSorted((left, right) => (left.at < right.at ? -1 : 1));
  return new Map(sorted.map((answer) => [answer.check, answer]));
}

function split(
  decisions: readonly Decision[],
  waivers: readonly Waiver[],
): { open: readonly Decision[]; waived: readonly WaivedDecision[] } {
  const byDecision = Map.groupBy(waivers, ({ decision }) => decision);
  const open: Decision[] = [];
  const waived: WaivedDecision[] = [];
  for (const decision of decisions) {
    const waiver = byDecision.get(decision.id)?.find((each) => decision.findings.every((one) => accepts(each, one)));
    if (waiver === undefined) open.push(decision);
    else waived.push({ ...decision, waiver });
  }
  return { open, waived };
}

/** Whether every kind that workloads are joined from is known there as it is now: what is not served there is none of. */
function isWhole(inventory: Inventory, namespace: string): boolean {
  return [...WORKLOAD_KINDS].every((kind) => {
    if (kind === 'CustomWorkload') return true;
    const { state } = inventory.coverage(kind, namespace);
    return state === 'full' || state === 'absent';
  });
}

/** A scan as the published document: plain values in a fixed order, the same bytes for the same state. */

import { areaOf } from '../catalog/area.ts';
import { formatPath } from '../kube/path.ts';
import { objectName } from '../kube/refs.ts';
import { knownNamespace } from '../kube/unplaced.ts';
import { type Baseline, isNewFinding } from '../model/baseline.ts';
import { type Decision, readinessOfFindings, readyFindings } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { SinceCounts } from '../model/kept/since.ts';
import type { ClusterIdentity } from '../model/ports.ts';
import type { LapsedRules, WaiverRule } from '../model/records.ts';
import type { FileScope, Report, ReportFinding, ReportSubject } from '../model/report.ts';
import type { CheckSummary, ItemSummary, NamespaceSummary, ScanSnapshot, WorkloadSummary } from '../model/snapshot.ts';
import type { Evidence, ObjectRef, Readiness } from '../plugin-api/index.ts';
import type { Compared } from './baseline/compared.ts';
import type { Selection } from './selection.ts';

export interface ReportOptions {
  readonly baseline?: Compared | undefined;
  /** What of manifests was asked for. */
  readonly files?: FileScope | undefined;
  /** What became of the last complete reading of the same scope. */
  readonly since?: SinceCounts | undefined;
}

export function toReport(
  snapshot: ScanSnapshot,
  { decisions, findings, waived, answers, minSeverity }: Selection,
  { baseline, files, since }: ReportOptions = {},
): Report {
  const { source, identity, scope = [], leftOut } = snapshot;
  const acceptedEntry = (finding: Finding) => baseEntry(finding, baseline);
  const readiness = readinessOfFindings(decisions);
  return {
    apiVersion: 'harden.kubectl.dev/v1alpha1',
    kind: 'Report',
    source: { ...sourceEntry(source, identity), version: identity.version },
    scope: {
      namespaces: scope.toSorted(),
      leftOut: leftOut.toSorted(),
      severity: minSeverity ?? null,
      files: files ?? null,
    },
    ...(since === undefined ? {} : { since }),
    coverage: sortedBy(
      snapshot.coverage.map(({ kind, namespace, coverage }) => ({
        kind,
        namespace: namespace ?? null,
        state: coverage.state,
        reason: coverage.reason ?? null,
      })),
      ({ kind, namespace }) => [kind, namespace ?? ''],
    ),
    checks: sortedBy(snapshot.checks.map(checkEntry), ({ id }) => [id]),
    items: snapshot.items.map(itemEntry),
    findings: findings.map((finding) => findingEntry(finding, readiness.get(finding.id) ?? 'elsewhere', baseline)),
    decisions: decisions.map(decisionEntry),
    waivers: waived.map(({ id, title, findings: own, waiver: { by, reason, at, expires, cluster } }) => ({
      ...{ decision: id, title, by, reason, at, expires, cluster },
      findings: own.map(acceptedEntry),
    })),
    lapsedWaivers: lapsedEntries(snapshot.lapsed),
    answers: answers.map(({ given: { attestation, findings: own } }) => {
      const { check, scope: part = null, verdict, by, evidence, at, expires, cluster } = attestation;
      return { check, scope: part, verdict, by, evidence, at, expires, cluster, findings: own.map(acceptedEntry) };
    }),
    namespaces: sortedBy(snapshot.namespaces.map(namespaceEntry), ({ name, file = '' }) => [name, file]),
    workloads: sortedBy(snapshot.workloads.map(workloadEntry), ({ namespace, kind, name, apiVersion, file = '' }) => [
      namespace,
      kind,
      name,
      apiVersion,
      file,
    ]),
  };
}

function lapsedEntries({ ended, unmatched }: LapsedRules = { ended: [], unmatched: [] }): Report['lapsedWaivers'] {
  const entry =
    (state: 'ended' | 'unmatched') =>
    ({ match, by, reason, expires, cluster }: WaiverRule) => ({ state, match, by, reason, expires, cluster });
  return [...ended.map(entry('ended')), ...unmatched.map(entry('unmatched'))];
}

function namespaceEntry(namespace: NamespaceSummary): Report['namespaces'][number] {
  const { enforce, audit, warn, achievable } = namespace.podSecurity;
  return { name: namespace.name, ...writtenEntry(namespace), podSecurity: { enforce, audit, warn, achievable } };
}

function workloadEntry(workload: WorkloadSummary): Report['workloads'][number] {
  const { level, violations } = workload.podSecurity;
  return {
    apiVersion: workload.apiVersion,
    kind: workload.kind,
    namespace: knownNamespace(workload.namespace),
    name: workload.name,
    ...writtenEntry(workload),
    podSecurity: {
      level,
      violations: violations.map(({ rule, level: of, message }) => ({ rule, level: of, message })),
    },
  };
}

/** Which source it is, for whoever compares two reports. */
export function sourceEntry(
  { type, label }: ScanSnapshot['source'],
  { server, id }: Pick<ClusterIdentity, 'server' | 'id'>,
): Omit<Report['source'], 'version'> {
  return { type, label, server, cluster: type === 'files' ? null : id };
}

function checkEntry({ check, status, confidence, reason, settings, tables }: CheckSummary): Report['checks'][number] {
  const { id, item, title, severity } = check.meta;
  return {
    id,
    item,
    area: areaOf(id),
    title,
    severity,
    status,
    confidence,
    reason: reason ?? null,
    settings: inOrder(settings),
    tables: inOrder(tables),
  };
}

/** By name, whatever order they were given in. */
function inOrder<T>(members: Readonly<Record<string, T>> = {}): Readonly<Record<string, T>> {
  return Object.fromEntries(sortedBy(Object.entries(members), ([name]) => [name]));
}

function itemEntry({ id, title, status, checks, guide }: ItemSummary): Report['items'][number] {
  return { id, title, status, checks: checks.map(({ check }) => check.meta.id), guide: [...guide] };
}

function findingEntry(
  finding: Finding,
  readiness: Readiness,
  baseline: Baseline | undefined,
): Report['findings'][number] {
  const { remediation } = finding;
  return {
    ...baseEntry(finding, baseline),
    readiness,
    remediation:
      remediation === null
        ? null
        : { kind: remediation.kind, disruption: remediation.disruption, automatic: readiness === 'ready' },
  };
}

function baseEntry(finding: Finding, baseline: Baseline | undefined): ReportFinding {
  const { id, check, severity, confidence, subject, origin, part, path, judged, message, evidence, cause } = finding;
  const isNew = isNewFinding(finding, baseline);
  return {
    id,
    check,
    severity,
    confidence,
    subject: subjectEntry(subject),
    ...writtenEntry({ origin }),
    part: part ?? null,
    path: path === undefined ? null : formatPath(path),
    judged,
    message,
    evidence: evidence.map(evidenceEntry),
    cause: cause ?? null,
    ...(isNew === undefined ? {} : { new: isNew }),
  };
}

function subjectEntry({ apiVersion, kind, namespace, name, file }: ObjectRef): ReportSubject {
  return { apiVersion, kind, namespace: knownNamespace(namespace), name, ...(file === undefined ? {} : { file }) };
}

function writtenEntry({ file, origin }: Partial<Pick<NamespaceSummary, 'file' | 'origin'>>) {
  return {
    ...(file === undefined ? {} : { file }),
    ...(origin === undefined ? {} : { origin: { file: origin.file, line: origin.line } }),
  };
}

function evidenceEntry({ text, source, path }: Evidence): ReportFinding['evidence'][number] {
  if (source === undefined) return { text, source: null };
  const name = typeof source === 'string' ? source : objectName(source);
  return { text, source: path === undefined ? name : `${name} ${formatPath(path)}` };
}

function ownerEntry(owner: Decision['owner']): Report['decisions'][number]['owner'] {
  if (owner === null) return null;
  const { manager, label, source } = owner;
  return { manager, label, ...(source === undefined ? {} : { source }) };
}

function decisionEntry(decision: Decision): Report['decisions'][number] {
  const { id, item, title, readiness, findings, disruption, owner, variants, refusal } = decision;
  const shown = new Set(findings.map((finding) => finding.id));
  return {
    id,
    item,
    title,
    readiness,
    ready: readyFindings(decision),
    findings: findings.map((finding) => finding.id),
    changes: variants[0]?.changes.length ?? 0,
    disruption,
    owner: ownerEntry(owner),
    variants: variants.map((variant) => ({
      readiness: variant.readiness,
      findings: variant.findings.filter((finding) => shown.has(finding)),
      changes: variant.changes.length,
      reasons: [...variant.reasons],
      caveats: [...variant.caveats],
      refusal: variant.refusal?.reason ?? null,
    })),
    refusal: refusal?.reason ?? null,
  };
}

/** By code units: the same order in every locale. Keys are made once for each. */
function sortedBy<T>(list: readonly T[], keyOf: (value: T) => readonly string[]): readonly T[] {
  return list
    .map((value) => ({ value, key: keyOf(value).join('\u0000') }))
    .sort(({ key: left }, { key: right }) => (left < right ? -1 : left > right ? 1 : 0))
    .map(({ value }) => value);
}

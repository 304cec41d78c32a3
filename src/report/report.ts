/** A scan as the published document: plain values in a fixed order, the same bytes for the same state. */

import { areaOf } from '../catalog/area.ts';
import { formatPath } from '../kube/path.ts';
import { objectName } from '../kube/refs.ts';
import { knownNamespace } from '../kube/unplaced.ts';
import { type Baseline, isNewFinding } from '../model/baseline.ts';
import { type Decision, readinessOfFindings, readyFindings } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Report, ReportSubject } from '../model/report.ts';
import type { CheckSummary, ItemSummary, NamespaceSummary, ScanSnapshot } from '../model/snapshot.ts';
import type { Evidence, ObjectRef, Readiness } from '../plugin-api/index.ts';
import type { Selection } from './selection.ts';

export function toReport(snapshot: ScanSnapshot, { decisions, findings }: Selection, baseline?: Baseline): Report {
  const { source, identity } = snapshot;
  const readiness = readinessOfFindings(decisions);
  return {
    apiVersion: 'harden.kubectl.dev/v1alpha1',
    kind: 'Report',
    source: { type: source.type, label: source.label, server: identity.server, version: identity.version },
    coverage: snapshot.coverage
      .map(({ kind, namespace, coverage }) => ({
        kind,
        namespace: namespace ?? null,
        state: coverage.state,
        reason: coverage.reason ?? null,
      }))
      .toSorted(by(({ kind, namespace }) => [kind, namespace ?? ''])),
    checks: snapshot.checks.map(checkEntry).toSorted(by(({ id }) => [id])),
    items: snapshot.items.map(itemEntry),
    findings: findings.map((finding) => ({
      ...findingEntry(finding, readiness.get(finding.id) ?? 'elsewhere'),
      ...(baseline === undefined ? {} : { new: isNewFinding(finding, baseline) === true }),
    })),
    decisions: decisions.map(decisionEntry),
    namespaces: snapshot.namespaces
      .map((namespace) => {
        const { enforce, audit, warn, achievable } = namespace.podSecurity;
        return {
          name: namespace.name,
          ...writtenEntry(namespace),
          podSecurity: { enforce, audit, warn, achievable },
        };
      })
      .toSorted(by(({ name, file = '' }) => [name, file])),
    workloads: snapshot.workloads
      .map((workload) => ({
        apiVersion: workload.apiVersion,
        kind: workload.kind,
        namespace: knownNamespace(workload.namespace),
        name: workload.name,
        ...writtenEntry(workload),
        podSecurity: {
          level: workload.podSecurity.level,
          violations: workload.podSecurity.violations.map(({ rule, level, message }) => ({ rule, level, message })),
        },
      }))
      .toSorted(by(({ namespace, kind, name, apiVersion, file = '' }) => [namespace, kind, name, apiVersion, file])),
  };
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
  return Object.fromEntries(Object.entries(members).toSorted(by(([name]) => [name])));
}

function itemEntry({ id, title, status, checks, guide }: ItemSummary): Report['items'][number] {
  return { id, title, status, checks: checks.map(({ check }) => check.meta.id), guide: [...guide] };
}

function findingEntry(finding: Finding, readiness: Readiness): Report['findings'][number] {
  const { id, check, severity, confidence, subject, origin, part, path, message, evidence, cause, remediation } =
    finding;
  return {
    id,
    check,
    severity,
    confidence,
    subject: subjectEntry(subject),
    ...writtenEntry({ origin }),
    part: part ?? null,
    path: path === undefined ? null : formatPath(path),
    message,
    evidence: evidence.map(evidenceEntry),
    cause: cause ?? null,
    readiness,
    remediation:
      remediation === null
        ? null
        : { kind: remediation.kind, disruption: remediation.disruption, automatic: readiness === 'ready' },
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

function evidenceEntry({ text, source, path }: Evidence): Report['findings'][number]['evidence'][number] {
  if (source === undefined) return { text, source: null };
  const name = typeof source === 'string' ? source : objectName(source);
  return { text, source: path === undefined ? name : `${name} ${formatPath(path)}` };
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
    owner,
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

/** Compares by code units: the same order in every locale. */
function by<T>(key: (value: T) => readonly string[]): (left: T, right: T) => number {
  return (left, right) => {
    const [a, b] = [key(left).join('\u0000'), key(right).join('\u0000')];
    return a < b ? -1 : a > b ? 1 : 0;
  };
}

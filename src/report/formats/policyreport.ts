import { itemById } from '../../catalog/items.ts';
import { formatPath } from '../../kube/path.ts';
import { knownNamespace } from '../../kube/unplaced.ts';
import { findingReadiness } from '../../model/decision.ts';
import type { CheckSummary, ScanSnapshot } from '../../model/snapshot.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';
import { compareText, count } from '../../text/words.ts';
import { escapeUnseen } from '../escape.ts';
import { defineFormat, type FormatOptions, type ReportGroup } from '../format.ts';
import type { Parts } from '../output.ts';
import { isUndecided, openText, type Result, resultsOf } from '../results.ts';
import { answerText, waiverText } from '../sum.ts';

export const policyreport = defineFormat({
  name: 'policyreport',
  help: 'Policy reports for kubectl apply, a List in JSON: one for each namespace, one for the cluster.',
  part: 'scan',
  print: listOf,
});

/** Both groups have the same results; the names of the kinds differ. */
const KINDS: Readonly<Record<ReportGroup, { readonly apiVersion: string; readonly kind: string }>> = {
  'wgpolicyk8s.io': { apiVersion: 'wgpolicyk8s.io/v1alpha2', kind: 'PolicyReport' },
  'openreports.io': { apiVersion: 'openreports.io/v1alpha1', kind: 'Report' },
};

/** What `kubectl apply` keeps of an object in an annotation is limited to 256 KiB. */
const LARGEST = 200_000;

type Verdict = 'pass' | 'fail' | 'error' | 'skip';
interface Entry {
  readonly namespace: string;
  readonly result: Verdict;
  readonly value: object;
}

function* listOf(scan: Parts['scan'], { reportGroup }: FormatOptions): Iterable<string> {
  const groups = Map.groupBy(entriesOf(scan), ({ namespace }) => namespace);
  const items = [...groups]
    .toSorted(([left], [right]) => compareText(left, right))
    .flatMap(([namespace, entries]) => reportsOf(namespace, entries, reportGroup));
  yield `${escapeUnseen(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 2))}\n`;
}

/** Findings go to the namespace of their object, everything else to the report of the cluster, the namespace ''. */
function entriesOf(scan: Parts['scan']): readonly Entry[] {
  const checks = new Map(scan.snapshot.checks.map(({ check }) => [check.meta.id as string, check.meta.item]));
  const findings = resultsOf(scan).map((each) => findingEntry(each, checks.get(each.finding.check) ?? ''));
  const failing = new Set(findings.flatMap(({ result, value }) => (result === 'fail' ? [policyOf(value)] : [])));
  return [...findings, ...scan.snapshot.checks.flatMap((each) => checkEntries(each, scan.snapshot, failing))];
}

function policyOf(value: object): string {
  return 'policy' in value ? String(value.policy) : '';
}

function findingEntry({ finding, decision, waiver, isNew }: Result, item: string): Entry {
  const { id, check, severity, confidence, subject, part, path } = finding;
  const message = waiver === undefined ? finding.message : `${finding.message} ${waiverText(waiver)}`;
  const properties = {
    finding: id,
    decision: decision.id,
    readiness: findingReadiness(finding, decision.variants),
    confidence,
    ...(isNew === undefined ? {} : { new: String(isNew) }),
    ...(part === undefined ? {} : { part: printable(part) }),
    ...(path === undefined ? {} : { path: printable(formatPath(path)) }),
  };
  const result = waiver === undefined ? 'fail' : 'skip';
  return {
    namespace: knownNamespace(subject.namespace),
    result,
    value: { ...bodyOf({ check, item, severity, result, message }), resources: [reference(subject)], properties },
  };
}

/** What no finding says: unknown is an error here, never a pass. */
function checkEntries(summary: CheckSummary, snapshot: ScanSnapshot, failing: ReadonlySet<string>): readonly Entry[] {
  const { check, status, counts, attestation, reason } = summary;
  const { id, item, severity } = check.meta;
  const entry = (result: Verdict, message: string): readonly Entry[] => [
    { namespace: '', result, value: bodyOf({ check: id, item, severity, result, message }) },
  ];
  if (attestation !== undefined) return entry(attestation.verdict, answerText(summary));
  if (status === 'unknown' || status === 'error' || isUndecided(summary, snapshot))
    return entry('error', openText(summary));
  if (status === 'pass') return entry('pass', `${count(counts.pass, 'object meets', 'objects meet')} it.`);
  if (status === 'manual') return entry('skip', openText(summary));
  if (failing.has(id)) return [];
  return entry('skip', reason ?? (status === 'fail' ? 'What fails is less severe than asked for.' : status));
}

interface Said {
  readonly check: string;
  readonly item: string;
  readonly severity: string;
  readonly result: Verdict;
  readonly message: string;
}

function bodyOf({ check, item, severity, result, message }: Said): object {
  return {
    source: 'kubectl-harden',
    policy: check,
    category: itemById(item)?.title ?? item,
    severity,
    result,
    scored: true,
    message: printable(message),
  };
}

function reference({ apiVersion, kind, namespace, name }: ObjectRef): object {
  const known = knownNamespace(namespace);
  return { apiVersion, kind, ...(known === '' ? {} : { namespace: known }), name: printable(name) };
}

function reportsOf(namespace: string, entries: readonly Entry[], group: ReportGroup): readonly object[] {
  const { apiVersion, kind } = KINDS[group];
  return chunks(entries).map((part, index) => ({
    apiVersion,
    kind: namespace === '' ? `Cluster${kind}` : kind,
    metadata: {
      name: index === 0 ? 'kubectl-harden' : `kubectl-harden-${index + 1}`,
      ...(namespace === '' ? {} : { namespace }),
      labels: { 'app.kubernetes.io/managed-by': 'kubectl-harden' },
    },
    summary: Object.fromEntries(
      ['pass', 'fail', 'warn', 'error', 'skip'].map((each) => [
        each,
        part.filter(({ result }) => result === each).length,
      ]),
    ),
    results: part.map(({ value }) => value),
  }));
}

function chunks(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const parts: Entry[][] = [];
  let size = LARGEST;
  for (const entry of entries) {
    const own = Buffer.byteLength(JSON.stringify(entry.value));
    if (size + own > LARGEST) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(entry);
    size += own;
  }
  return parts;
}

import { itemById } from '../../catalog/items.ts';
import { kindInfo } from '../../kube/kinds.ts';
import { formatPath } from '../../kube/path.ts';
import { knownNamespace } from '../../kube/unplaced.ts';
import { isReadable } from '../../model/coverage.ts';
import { findingReadiness } from '../../model/decision.ts';
import type { CheckSummary, CoverageEntry, ScanSnapshot } from '../../model/snapshot.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';
import { compareText, count, nameSome } from '../../text/words.ts';
import { escapeUnseen } from '../escape.ts';
import { defineFormat, type FormatOptions, type ReportGroup } from '../format.ts';
import type { Parts } from '../output.ts';
import { isNewAnswer, lacksVerdict, openText, type Result, resultsOf } from '../results.ts';
import { acceptedText, answerText, dayOf, type SpokenAnswer } from '../said.ts';

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
  /** The namespace that it is about, where that is no part of its object's name. */
  readonly of?: string;
  readonly result: Verdict;
  readonly value: object;
}

function* listOf(scan: Parts['scan'], { reportGroup }: FormatOptions): Iterable<string> {
  const { scope, namespaces: known } = scan.snapshot;
  const groups = Map.groupBy(within(entriesOf(scan), scope), ({ namespace }) => namespace);
  // What became clean has a report too: applied, it takes the place of the one before.
  const namespaces =
    scope === undefined
      ? new Set(['', ...groups.keys(), ...known.map(({ name }) => knownNamespace(name))])
      : new Set([...scope, ...groups.keys()]);
  const items = [...namespaces]
    .toSorted(compareText)
    .flatMap((namespace) =>
      reportsOf(namespace, groups.get(namespace) ?? gapsOf(namespace, scan.snapshot), reportGroup),
    );
  yield `${escapeUnseen(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 2))}\n`;
}

/**
 * Of named namespaces there is no report of the cluster: it would take the place of one that knows all of them. What is
 * said of no namespace stands in the first, what is unknown in each.
 */
function within(entries: readonly Entry[], scope: readonly string[] | undefined): readonly Entry[] {
  const [first] = scope ?? [];
  if (scope === undefined || first === undefined) return entries;
  return entries.flatMap((entry) => {
    if (entry.namespace !== '') return [entry];
    if (entry.of !== undefined) return [{ ...entry, namespace: entry.of }];
    return (entry.result === 'error' ? scope : [first]).map((namespace) => ({ ...entry, namespace }));
  });
}

/** Findings go to the namespace of their object, everything else to the report of the cluster, the namespace ''. */
function entriesOf(scan: Parts['scan']): readonly Entry[] {
  const checks = new Map(scan.snapshot.checks.map(({ check }) => [check.meta.id as string, check.meta.item]));
  const findings = resultsOf(scan).map((each) => findingEntry(each, checks.get(each.finding.check) ?? ''));
  const answers = scan.selection.answers.map((each) => answerEntry(each, isNewAnswer(each, scan.baseline)));
  const said = [...findings, ...answers];
  const policies = (entries: readonly Entry[]) => new Set(entries.map(({ value }) => policyOf(value)));
  const told = { failing: policies(said.filter(({ result }) => result === 'fail')), all: policies(said) };
  return [...said, ...scan.snapshot.checks.flatMap((each) => checkEntries(each, scan.snapshot, told))];
}

/** Checks of which a finding or an answer speaks. */
interface Told {
  readonly failing: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

/** A namespace without findings may be one of which not all was seen: that has not passed. */
function gapsOf(namespace: string, { coverage }: ScanSnapshot): readonly Entry[] {
  const concerns = (each: CoverageEntry) =>
    each.namespace === undefined ? kindInfo(each.kind)?.namespaced === true : each.namespace === namespace;
  const gaps = coverage.filter(
    (each) =>
      concerns(each) &&
      each.coverage.state !== 'absent' &&
      (!isReadable(each.coverage.state) || each.coverage.isPartial === true),
  );
  if (gaps.length === 0) return [];
  const message = `Unknown, not passed: ${nameSome(gaps.map(({ kind }) => kind))} could not be read, or not whole.`;
  const said = { check: 'coverage', item: 'coverage', severity: 'info', result: 'error', message } as const;
  return [{ namespace, result: 'error', value: bodyOf(said) }];
}

function policyOf(value: object): string {
  return 'policy' in value ? String(value.policy) : '';
}

function findingEntry({ finding, decision, accepted, isNew }: Result, item: string): Entry {
  const { id, check, severity, confidence, subject, part, path } = finding;
  const message = accepted === undefined ? finding.message : `${finding.message} ${acceptedText(accepted)}`;
  const properties = {
    finding: id,
    ...(decision === undefined
      ? {}
      : { decision: decision.id, readiness: findingReadiness(finding, decision.variants) }),
    confidence,
    ...(isNew === undefined ? {} : { new: String(isNew) }),
    ...(part === undefined ? {} : { part: printable(part) }),
    ...(path === undefined ? {} : { path: printable(formatPath(path)) }),
  };
  const result = accepted === undefined ? 'fail' : 'skip';
  return {
    namespace: knownNamespace(subject.namespace),
    ...(subject.kind === 'Namespace' ? { of: subject.name } : {}),
    result,
    value: { ...bodyOf({ check, item, severity, result, message }), resources: [reference(subject)], properties },
  };
}

/** What a person says of a check, or of some of its objects. */
function answerEntry({ summary, given }: SpokenAnswer, isNew: boolean | undefined): Entry {
  const { id, item, severity } = summary.check.meta;
  const { scope, verdict, by, at, expires } = given.attestation;
  const properties = {
    answeredBy: printable(by),
    answeredAt: dayOf(at),
    answeredUntil: dayOf(expires),
    ...(scope === undefined ? {} : { answeredFor: printable(scope) }),
    ...(isNew === undefined || verdict === 'pass' ? {} : { new: String(isNew) }),
  };
  const body = bodyOf({ check: id, item, severity, result: verdict, message: answerText(given) });
  return { namespace: '', result: verdict, value: { ...body, properties } };
}

/** What neither a finding nor an answer says: unknown is an error here, never a pass. */
function checkEntries(summary: CheckSummary, snapshot: ScanSnapshot, told: Told): readonly Entry[] {
  const { check, status, counts, reason } = summary;
  const { id, item, severity } = check.meta;
  const entry = (result: Verdict, message: string): readonly Entry[] => [
    { namespace: '', result, value: bodyOf({ check: id, item, severity, result, message }) },
  ];
  if (lacksVerdict(summary, snapshot)) return entry('error', openText(summary));
  if (status === 'pass') return entry('pass', `${count(counts.pass, 'object meets', 'objects meet')} it.`);
  if (status === 'not-asked') return [];
  if (status === 'manual') return entry('skip', openText(summary));
  if (told.failing.has(id) || (told.all.has(id) && status !== 'fail')) return [];
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

/** One at least. */
function chunks(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  if (entries.length === 0) return [[]];
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

import { itemById } from '../../catalog/items.ts';
import { formatPath } from '../../kube/path.ts';
import { knownNamespace } from '../../kube/unplaced.ts';
import { findingReadiness } from '../../model/decision.ts';
import type { CheckSummary } from '../../model/snapshot.ts';
import { printable } from '../../text/printable.ts';
import { defineFormat, type FormatOptions } from '../format.ts';
import type { Parts } from '../output.ts';
import { openText, type Result, resultsOf, spokenFor } from '../results.ts';
import { answerText } from '../sum.ts';

export const csv = defineFormat({
  name: 'csv',
  help: 'A row for each finding (RFC 4180), for spreadsheets.',
  part: 'scan',
  print: linesOf,
});

type Row = Readonly<Record<(typeof HEADERS)[number], string>>;
const HEADERS = [
  'state',
  'new',
  'severity',
  'check',
  'item',
  'namespace',
  'kind',
  'name',
  'part',
  'path',
  'message',
  'confidence',
  'readiness',
  'owner',
  'file',
  'line',
  'accepted_by',
  'accepted_until',
  'accepted_reason',
  'references',
  'decision',
  'id',
] as const;

function* linesOf(scan: Parts['scan'], { hasHeader }: FormatOptions): Iterable<string> {
  const checks = new Map(scan.snapshot.checks.map((each) => [each.check.meta.id as string, each]));
  if (hasHeader) yield `${HEADERS.join(',')}\r\n`;
  for (const result of resultsOf(scan)) yield lineOf(findingRow(result, checks.get(result.finding.check)));
  for (const summary of spokenFor(scan.snapshot)) yield lineOf(checkRow(summary));
}

function findingRow({ finding, decision, waiver, isNew }: Result, summary: CheckSummary | undefined): Partial<Row> {
  const { subject, origin, path } = finding;
  return {
    ...checkCells(summary),
    state: waiver === undefined ? 'open' : 'waived',
    new: isNew === undefined ? '' : isNew ? 'yes' : 'no',
    severity: finding.severity,
    check: finding.check,
    namespace: knownNamespace(subject.namespace),
    kind: subject.kind,
    name: subject.name,
    part: finding.part ?? '',
    path: path === undefined ? '' : formatPath(path),
    message: finding.message,
    confidence: finding.confidence,
    readiness: findingReadiness(finding, decision.variants),
    owner: decision.owner?.label ?? '',
    file: origin === undefined ? '' : origin.file === '-' ? 'stdin' : origin.file,
    line: origin === undefined ? '' : String(origin.line),
    accepted_by: waiver?.by ?? '',
    accepted_until: waiver?.expires ?? '',
    accepted_reason: waiver?.reason ?? '',
    decision: decision.id,
    id: finding.id,
  };
}

/** No verdict, a question, or the answer of a person: without an object. */
function checkRow(summary: CheckSummary): Partial<Row> {
  const { check, status, attestation } = summary;
  return {
    ...checkCells(summary),
    state: status,
    severity: check.meta.severity,
    check: check.meta.id,
    message: attestation === undefined ? openText(summary) : answerText(summary),
  };
}

function checkCells(summary: CheckSummary | undefined): Partial<Row> {
  if (summary === undefined) return {};
  const { item, refs } = summary.check.meta;
  return {
    item: itemById(item)?.title ?? item,
    references: refs.map(({ framework, control }) => `${framework} ${control}`).join('; '),
  };
}

function lineOf(row: Partial<Row>): string {
  return `${HEADERS.map((header) => cell(row[header] ?? '')).join(',')}\r\n`;
}

/** What a spreadsheet would compute is made a text by a quotation mark before it. */
function cell(text: string): string {
  const clean = printable(text);
  const safe = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(clean) ? `'${clean}` : clean;
  return /[",]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

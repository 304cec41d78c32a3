import { itemById } from '../../catalog/items.ts';
import { formatPath } from '../../kube/path.ts';
import { knownNamespace } from '../../kube/unplaced.ts';
import { findingReadiness } from '../../model/decision.ts';
import { lineOfFinding } from '../../model/finding.ts';
import type { CheckSummary } from '../../model/snapshot.ts';
import { printable } from '../../text/printable.ts';
import { defineFormat, type FormatOptions } from '../format.ts';
import type { Parts } from '../output.ts';
import { isNewAnswer, openText, type Result, resultsOf, spokenFor } from '../results.ts';
import { type Accepted, acceptedByAnswer, answerText, type SpokenAnswer } from '../said.ts';

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
  'accepted_at',
  'accepted_until',
  'accepted_for',
  'accepted_reason',
  'references',
  'decision',
  'id',
] as const;

function* linesOf(scan: Parts['scan'], { hasHeader }: FormatOptions): Iterable<string> {
  const checks = new Map(scan.snapshot.checks.map((each) => [each.check.meta.id as string, each]));
  if (hasHeader) yield `${HEADERS.join(',')}\r\n`;
  for (const result of resultsOf(scan)) yield lineOf(findingRow(result, checks.get(result.finding.check)));
  for (const each of scan.selection.answers) yield lineOf(answerRow(each, isNewAnswer(each, scan.baseline)));
  for (const summary of spokenFor(scan.snapshot)) yield lineOf(checkRow(summary));
}

function findingRow({ finding, decision, accepted, isNew }: Result, summary: CheckSummary | undefined): Partial<Row> {
  const { subject, origin, path } = finding;
  return {
    ...checkCells(summary),
    ...acceptedCells(accepted),
    state: accepted?.state ?? 'open',
    new: yesNo(isNew),
    severity: finding.severity,
    check: finding.check,
    namespace: knownNamespace(subject.namespace),
    kind: subject.kind,
    name: subject.name,
    part: finding.part ?? '',
    path: path === undefined ? '' : formatPath(path),
    message: finding.message,
    confidence: finding.confidence,
    readiness: decision === undefined ? '' : findingReadiness(finding, decision.variants),
    owner: decision?.owner?.label ?? '',
    file: origin === undefined ? '' : origin.file === '-' ? 'stdin' : origin.file,
    line: String(lineOfFinding(finding) ?? ''),
    decision: decision?.id ?? '',
    id: finding.id,
  };
}

function yesNo(value: boolean | undefined): string {
  return value === undefined ? '' : value ? 'yes' : 'no';
}

function acceptedCells(accepted: Accepted | undefined): Partial<Row> {
  if (accepted === undefined) return {};
  const { by, at, until, scope = '', reason } = accepted;
  return {
    accepted_by: by,
    accepted_at: at,
    accepted_until: until,
    accepted_for: scope,
    accepted_reason: reason,
  };
}

/** What a person says of a check, or of some of its objects. */
function answerRow({ summary, given }: SpokenAnswer, isNew: boolean | undefined): Partial<Row> {
  const { check } = summary;
  const { attestation } = given;
  return {
    ...checkCells(summary),
    ...acceptedCells(acceptedByAnswer(attestation)),
    state: attestation.verdict === 'fail' ? 'fail' : 'attested',
    new: attestation.verdict === 'fail' ? yesNo(isNew) : '',
    severity: check.meta.severity,
    check: check.meta.id,
    message: answerText(given),
  };
}

/** No verdict, or a question: without an object. */
function checkRow(summary: CheckSummary): Partial<Row> {
  const { check, status } = summary;
  return {
    ...checkCells(summary),
    state: status,
    severity: check.meta.severity,
    check: check.meta.id,
    message: openText(summary),
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

/** How many findings an output of a scan holds, by what became of them: counted as a reader of the format would. */
import { parse } from 'csv-parse/sync';
import { load } from 'js-yaml';
import type { Report } from '../../src/model/report.ts';

export interface Counted {
  readonly open: number;
  readonly waived: number;
  readonly answered: number;
  /** Where the format has decisions. */
  readonly decisions?: number;
}

/** Of every format that holds findings; its table and `wide` without headers. */
export const COUNTERS: Readonly<Record<string, (text: string) => Counted>> = {
  table: (text) =>
    ofTables(
      text,
      (row) => Number(row[3]),
      (row) => Number(row[3]),
    ),
  wide: (text) =>
    ofTables(
      text,
      () => 1,
      (row) => (row[3] === '<none>' ? 0 : 1),
    ),
  json: (text) => ofReport(JSON.parse(text) as Report),
  yaml: (text) => ofReport(load(text) as Report),
  html: ofPage,
  markdown: ofComment,
  sarif: ofSarif,
  junit: ofJunit,
  csv: ofCsv,
  openmetrics: ofMetrics,
  policyreport: ofPolicyReports,
};

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** Tables are apart by an empty line; what was said is in the second, or the only one. */
function ofTables(
  text: string,
  open: (row: readonly string[]) => number,
  said: (row: readonly string[]) => number,
): Counted {
  const tables = text.split('\n\n').map((table) =>
    table
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(/ {3,}/)),
  );
  const isSaid = (row: readonly string[] | undefined) => /^(accepted|passes|fails)$/.test(row?.[0] ?? '');
  const rows = tables.flat();
  const ofWord = (word: RegExp) => sum(rows.filter((row) => isSaid(row) && word.test(row[0] ?? '')).map(said));
  const listed = rows.filter((row) => !isSaid(row));
  return { open: sum(listed.map(open)), waived: ofWord(/accepted/), answered: ofWord(/passes|fails/) };
}

function ofReport({ findings, decisions, waivers, answers }: Report): Counted {
  const all = (records: readonly { readonly findings: readonly unknown[] }[]) =>
    records.flatMap((each) => each.findings).length;
  return { open: findings.length, waived: all(waivers), answered: all(answers), decisions: decisions.length };
}

function ofPage(text: string): Counted {
  const section = (from: string, to: string) => text.slice(text.indexOf(from), text.indexOf(to));
  const accepted = (part: string) => part.match(/data-accepted=/g)?.length ?? 0;
  const open = [...text.matchAll(/ data-findings="(\d+)"/g)].map(([, number]) => Number(number));
  return {
    open: sum(open),
    decisions: open.length,
    waived: accepted(section('<h3>Accepted as it is', '<h3>Answered by a person')),
    answered: accepted(section('<h3>Answered by a person', '<section id="checks"')),
  };
}

/** A section says how many it has, however many rows fit; one that does not fit at all is told at the end. */
function ofComment(text: string): Counted {
  const number = (pattern: string) => {
    const found = new RegExp(pattern, 'm').exec(text)?.[1];
    return found === undefined ? undefined : Number(found.replaceAll(',', ''));
  };
  const of = (title: string, one: string) =>
    number(`(?:^### |<summary>)${title}: ([\\d,]+)`) ?? number(`Left out .*?([\\d,]+) ${one}s? \\(`) ?? 0;
  return {
    decisions: of('Decisions', 'decision'),
    open: of('Findings', 'finding'),
    waived: of('Accepted', 'waived finding'),
    answered: of('Not so by an answer', 'answered finding'),
  };
}

interface SarifResult {
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions: readonly { readonly justification: string }[];
}

function ofSarif(text: string): Counted {
  const [run] = (JSON.parse(text) as { readonly runs: readonly { readonly results: readonly SarifResult[] }[] }).runs;
  const findings = (run?.results ?? []).filter(
    ({ partialFingerprints }) => !partialFingerprints['kubectlHarden/v1']?.startsWith('check:'),
  );
  const said = (word: string) =>
    findings.filter(({ suppressions: [first] }) => first?.justification.startsWith(word) === true).length;
  const open = findings.filter(({ suppressions }) => suppressions.length === 0).length;
  return { open, waived: said('Accepted by'), answered: said('Answered by') };
}

function ofJunit(text: string): Counted {
  const property = (name: string) =>
    sum(
      [...text.matchAll(new RegExp(`<property name="${name}" value="(\\d+)"`, 'g'))].map(([, value]) => Number(value)),
    );
  return { open: property('findings'), waived: property('waived'), answered: property('answered') };
}

function ofCsv(text: string): Counted {
  const rows = parse(text) as readonly (readonly string[])[];
  const of = (state: string) => rows.filter((row) => row[0] === state && row.at(-1) !== '').length;
  return { open: of('open'), waived: of('waived'), answered: of('answered') };
}

function ofMetrics(text: string): Counted {
  const series = (name: string, state: string) =>
    sum([...text.matchAll(new RegExp(`^${name}\\{.*${state}.*\\} (\\d+)$`, 'gm'))].map(([, value]) => Number(value)));
  const of = (state: string) => series('kubectl_harden_findings', `state="${state}"`);
  return {
    open: of('open'),
    waived: of('waived'),
    answered: of('answered'),
    decisions: series('kubectl_harden_decisions', ''),
  };
}

interface PolicyResult {
  readonly result: string;
  readonly message: string;
  readonly properties?: { readonly finding?: string };
}

function ofPolicyReports(text: string): Counted {
  const { items } = JSON.parse(text) as { readonly items: readonly { readonly results: readonly PolicyResult[] }[] };
  const findings = items
    .flatMap(({ results }) => results)
    .filter(({ properties }) => properties?.finding !== undefined);
  const said = (word: string) =>
    findings.filter(({ result, message }) => result === 'skip' && message.includes(` ${word} by `)).length;
  const open = findings.filter(({ result }) => result === 'fail').length;
  return { open, waived: said('Accepted'), answered: said('Answered') };
}

import { knownNamespace } from '../../kube/unplaced.ts';
import type { CheckSummary, ScanSnapshot } from '../../model/snapshot.ts';
import { count } from '../../text/words.ts';
import { defineFormat } from '../format.ts';
import type { Parts } from '../output.ts';
import { isUndecided, openText, type Result, resultsOf } from '../results.ts';
import { answerText, waiverText } from '../sum.ts';
import { attributes, xmlText } from '../xml.ts';

/** One line of a suite, as a reader counts it. */
interface Case {
  readonly name: string;
  readonly file?: string | undefined;
  readonly outcome?: {
    readonly kind: 'failure' | 'error' | 'skipped';
    readonly type?: string;
    readonly message: string;
  };
  readonly text?: readonly string[];
}

export const junit = defineFormat({
  name: 'junit',
  help: 'JUnit XML for pipelines: a suite for each check, a case for each object.',
  part: 'scan',
  print: documentOf,
});

function* documentOf(scan: Parts['scan']): Iterable<string> {
  const byCheck = Map.groupBy(resultsOf(scan), ({ finding }) => finding.check);
  const suites = scan.snapshot.checks
    .toSorted((left, right) => (left.check.meta.id < right.check.meta.id ? -1 : 1))
    .map((summary) => ({
      summary,
      results: byCheck.get(summary.check.meta.id) ?? [],
    }))
    .map((each) => ({ ...each, cases: casesOf(each.summary, each.results, scan.snapshot) }));
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  const all = suites.flatMap(({ cases }) => cases);
  yield `<testsuites ${attributes({ name: 'kubectl-harden', ...numbersOf(all) })}>\n`;
  for (const { summary, results, cases } of suites) yield* suiteOf(summary, results, cases);
  yield '</testsuites>\n';
}

function* suiteOf({ check }: CheckSummary, results: readonly Result[], cases: readonly Case[]): Iterable<string> {
  const { id, title, severity } = check.meta;
  const waived = results.filter(({ waiver }) => waiver !== undefined).length;
  const facts = { title, severity, findings: results.length - waived, waived };
  yield `  <testsuite ${attributes({ name: id, ...numbersOf(cases) })}>\n    <properties>\n`;
  for (const [name, value] of Object.entries(facts)) yield `      <property ${attributes({ name, value })}/>\n`;
  yield '    </properties>\n';
  for (const each of cases) yield caseText(id, each);
  yield '  </testsuite>\n';
}

function numbersOf(cases: readonly Case[]) {
  const of = (kind: string) => cases.filter(({ outcome }) => outcome?.kind === kind).length;
  return { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped'), time: 0 };
}

function caseText(classname: string, { name, file, outcome, text = [] }: Case): string {
  const head = `    <testcase ${attributes({ classname, name, file, time: 0 })}`;
  if (outcome === undefined) return `${head}/>\n`;
  const { kind, type, message } = outcome;
  const body = text.map((line) => `${xmlText(line)}\n`).join('');
  const inner = `      <${kind} ${attributes({ type, message })}${body === '' ? '/>' : `>\n${body}      </${kind}>`}\n`;
  return `${head}>\n${inner}    </testcase>\n`;
}

/** What failed by name, and the rest so that nothing is left to be taken for passed. */
function casesOf(summary: CheckSummary, results: readonly Result[], snapshot: ScanSnapshot): readonly Case[] {
  const { counts, status } = summary;
  const objects = Map.groupBy(results, ({ finding: { subject } }) => objectPath(subject));
  return [
    ...[...objects].map(([name, found]) => objectCase(name, found)),
    ...restCases(summary, results, snapshot),
    ...(status !== 'attested' && counts.pass > 0
      ? [{ name: 'objects that pass', text: [count(counts.pass, 'object', 'objects')] }]
      : []),
  ];
}

function objectPath({ namespace, kind, name, file }: Result['finding']['subject']): string {
  const copy = file === undefined ? '' : ` (${file})`;
  const known = knownNamespace(namespace);
  return `${[...(known === '' ? [] : [known]), kind, name].join('/')}${copy}`;
}

function objectCase(name: string, found: readonly Result[]): Case {
  // What the baseline holds is no failure of this run: pipelines count these.
  const open = found.filter(({ waiver, isNew }) => waiver === undefined && isNew !== false);
  const [worst = found[0]] = open;
  const origin = worst?.finding.origin;
  const base = { name, ...(origin === undefined ? {} : { file: origin.file }) };
  const text = found.map(
    ({ finding, waiver }) => `${lineOf(finding)}${waiver === undefined ? '' : ` ${waiverText(waiver)}`}`,
  );
  const message = worst?.finding.message ?? '';
  if (open.length > 0)
    return { ...base, outcome: { kind: 'failure', type: worst?.finding.severity ?? 'info', message }, text };
  const accepted = worst?.waiver === undefined ? `Known by the baseline: ${message}` : waiverText(worst.waiver);
  return { ...base, outcome: { kind: 'skipped', message: accepted }, text };
}

function lineOf({ severity, message, origin, evidence }: Result['finding']): string {
  const place = origin === undefined ? '' : `${origin.file}:${origin.line}: `;
  return [`${place}${severity}: ${message}`, ...evidence.map(({ text }) => text)].join(' ');
}

function restCases(summary: CheckSummary, results: readonly Result[], snapshot: ScanSnapshot): readonly Case[] {
  const { status, counts, attestation, reason = '' } = summary;
  if (attestation !== undefined) {
    const message = answerText(summary);
    if (attestation.verdict === 'pass') return [{ name: 'answer', text: [message] }];
    return [{ name: 'answer', outcome: { kind: 'failure', type: summary.check.meta.severity, message } }];
  }
  if (status === 'unknown' || status === 'error' || isUndecided(summary, snapshot))
    return [
      { name: 'objects without a verdict', outcome: { kind: 'error', type: status, message: openText(summary) } },
    ];
  if (status === 'manual') return [skipped('question', openText(summary))];
  if (status === 'not-applicable' || status === 'not-asked') return [skipped(status, reason)];
  const hidden = counts.fail > 0 && results.length === 0;
  return hidden ? [skipped('less severe', 'What fails is less severe than asked for.')] : [];
}

function skipped(name: string, message: string): Case {
  return { name, outcome: { kind: 'skipped', message } };
}

import { knownNamespace } from '../../kube/unplaced.ts';
import { placeOfFinding } from '../../model/finding.ts';
import type { CheckSummary, ScanSnapshot } from '../../model/snapshot.ts';
import { count } from '../../text/words.ts';
import { defineFormat } from '../format.ts';
import type { Parts } from '../output.ts';
import { isNewAnswer, lacksVerdict, openText, type Result, resultsOf } from '../results.ts';
import { acceptedText, allAnswers, answerText, failedAnswers, type SpokenAnswer } from '../said.ts';
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

const LESS_SEVERE = skipped('less severe', 'What fails is less severe than asked for.');

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
    .map((each) => ({ ...each, cases: casesOf(each.summary, each.results, scan) }));
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  const all = suites.flatMap(({ cases }) => cases);
  yield `<testsuites ${attributes({ name: 'kubectl-harden', ...numbersOf(all) })}>\n`;
  for (const { summary, results, cases } of suites) yield* suiteOf(summary, results, cases);
  yield '</testsuites>\n';
}

function* suiteOf({ check }: CheckSummary, results: readonly Result[], cases: readonly Case[]): Iterable<string> {
  const { id, title, severity } = check.meta;
  const [waived, answered] = (['waived', 'answered'] as const).map(
    (state) => results.filter(({ accepted }) => accepted?.state === state).length,
  );
  const findings = results.filter(({ accepted }) => accepted === undefined).length;
  const facts = { title, severity, findings, waived, answered };
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
function casesOf(summary: CheckSummary, results: readonly Result[], scan: Parts['scan']): readonly Case[] {
  const { counts, status } = summary;
  const answers = answerCases(summary, scan);
  const objects = Map.groupBy(results, ({ finding: { subject } }) => objectPath(subject));
  return [
    ...[...objects].map(([name, found]) => objectCase(name, found)),
    ...answers,
    ...restCases(summary, results.length + answers.length > 0, scan.snapshot),
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
  const open = found.filter(({ accepted, isNew }) => accepted === undefined && isNew !== false);
  const [worst = found[0]] = open;
  const origin = worst?.finding.origin;
  const base = { name, ...(origin === undefined ? {} : { file: origin.file }) };
  const text = found.map(
    ({ finding, accepted }) => `${lineOf(finding)}${accepted === undefined ? '' : ` ${acceptedText(accepted)}`}`,
  );
  const message = worst?.finding.message ?? '';
  if (open.length > 0)
    return { ...base, outcome: { kind: 'failure', type: worst?.finding.severity ?? 'info', message }, text };
  const why = worst?.accepted === undefined ? `Known by the baseline: ${message}` : acceptedText(worst.accepted);
  return { ...base, outcome: { kind: 'skipped', message: why }, text };
}

function lineOf(finding: Result['finding']): string {
  const { severity, message, origin, evidence } = finding;
  const place = origin === undefined ? '' : `${placeOfFinding(finding)}: `;
  return [`${place}${severity}: ${message}`, ...evidence.map(({ text }) => text)].join(' ');
}

/** A yes is a case that passes, a no one that fails, whether or not its severity was asked for: then it is skipped. */
function answerCases(summary: CheckSummary, { selection, baseline }: Parts['scan']): readonly Case[] {
  const shown = selection.answers.filter((each) => each.summary === summary);
  const cases = shown.map((each) => answerCase(each, isNewAnswer(each, baseline)));
  const isHidden = failedAnswers(allAnswers([summary])).length > failedAnswers(shown).length;
  return isHidden ? [...cases, LESS_SEVERE] : cases;
}

function answerCase({ summary, given }: SpokenAnswer, isNew: boolean | undefined): Case {
  const { scope, verdict } = given.attestation;
  const name = scope === undefined ? 'answer' : `answer for ${scope}`;
  const message = answerText(given);
  if (verdict === 'pass') return { name, text: [message] };
  if (isNew === false) return skipped(name, `Known by the baseline: ${message}`);
  return { name, outcome: { kind: 'failure', type: summary.check.meta.severity, message } };
}

/** `isTold`: a finding or an answer says how it stands. */
function restCases(summary: CheckSummary, isTold: boolean, snapshot: ScanSnapshot): readonly Case[] {
  const { status, counts, reason = '' } = summary;
  if (lacksVerdict(summary, snapshot))
    return [
      { name: 'objects without a verdict', outcome: { kind: 'error', type: status, message: openText(summary) } },
    ];
  if (status === 'manual') return [skipped('question', openText(summary))];
  if (status === 'not-applicable' || status === 'not-asked') return [skipped(status, reason)];
  return counts.fail > 0 && !isTold ? [LESS_SEVERE] : [];
}

function skipped(name: string, message: string): Case {
  return { name, outcome: { kind: 'skipped', message } };
}

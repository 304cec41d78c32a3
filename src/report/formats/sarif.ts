import type { CheckSummary } from '../../model/snapshot.ts';
import { printable } from '../../text/printable.ts';
import { count, grouped } from '../../text/words.ts';
import { escapeUnseen } from '../escape.ts';
import { defineFormat, type FormatOptions } from '../format.ts';
import type { Parts } from '../output.ts';
import { HOME_PAGE } from '../pages.ts';
import { byRank, leftText, type Ranking } from '../ranking.ts';
import { alarming, isNewAnswer, isNewStatus, openText, resultsOf } from '../results.ts';
import { answerText, failedAnswers } from '../said.ts';
import { answerResult, checkResult, resultOf } from '../sarif/results.ts';
import { ruleOf } from '../sarif/rules.ts';
import { notJudgedLine, withoutVerdict } from '../sum.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** GitHub takes no more of one run. */
const MOST_RESULTS = 25_000;

export const sarif = defineFormat({
  name: 'sarif',
  help: 'SARIF 2.1.0, for code scanning; with the waived ones as suppressed.',
  part: 'scan',
  print: (scan, options) => [`${escapeUnseen(JSON.stringify(logOf(scan, options), null, 2))}\n`],
});

function logOf(scan: Parts['scan'], options: FormatOptions): object {
  const { snapshot, selection } = scan;
  const checks = snapshot.checks.toSorted((left, right) => (left.check.meta.id < right.check.meta.id ? -1 : 1));
  const indexes = new Map(checks.map(({ check }, index) => [check.meta.id as string, index]));
  const indexOf = (id: string) => indexes.get(id) ?? -1;
  const ranked = rankedResults(scan, indexOf, options.root);
  const kept = ranked.slice(0, MOST_RESULTS);
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'kubectl-harden',
            semanticVersion: options.version.replace(/^v/, ''),
            informationUri: HOME_PAGE,
            rules: checks.map((each) => ruleOf(each, options.version)),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: snapshot.complete,
            toolExecutionNotifications: notifications(scan, indexOf, ranked.slice(MOST_RESULTS)),
          },
        ],
        results: kept.map(({ value }) => value),
        properties: {
          source: snapshot.source.type,
          decisions: selection.decisions.length,
          findings: selection.findings.length,
          waived: selection.hidden.waived,
          answered: selection.hidden.answered,
          lessSevere: selection.hidden.lessSevere,
        },
      },
    ],
  };
}

interface Ranked extends Ranking {
  readonly value: object;
}

/** What is open before what was accepted, then the worst: a limit leaves out what is at the end. */
function rankedResults(scan: Parts['scan'], indexOf: (id: string) => number, root: string): readonly Ranked[] {
  const { snapshot, selection, baseline } = scan;
  return byRank([
    ...failedAnswers(selection.answers).map((each) => ({
      severity: each.summary.check.meta.severity,
      value: answerResult(each, indexOf(each.summary.check.meta.id), isNewAnswer(each, baseline)),
    })),
    ...alarming(snapshot).map((each) => ({
      severity: each.check.meta.severity,
      value: checkResult(each, indexOf(each.check.meta.id), isNewStatus(each, baseline)),
    })),
    ...resultsOf(scan).map((each) => ({
      severity: each.finding.severity,
      isAccepted: each.accepted !== undefined,
      value: resultOf(each, indexOf(each.finding.check), root),
    })),
  ]);
}

/** What nobody may take for passed, what persons say, and what the limit leaves out. */
function notifications(
  { snapshot, selection }: Parts['scan'],
  indexOf: (id: string) => number,
  left: readonly Ranking[],
): readonly object[] {
  const unread = notJudgedLine(snapshot);
  const of = ({ check: { meta } }: CheckSummary) => ({ associatedRule: { id: meta.id, index: indexOf(meta.id) } });
  return [
    ...withoutVerdict(snapshot).map((each) => ({
      ...of(each),
      level: each.status === 'error' ? 'error' : 'warning',
      message: { text: openText(each) },
    })),
    ...selection.answers.map(({ summary, given }) => ({
      ...of(summary),
      level: 'note',
      message: { text: printable(`${summary.check.meta.id} ${answerText(given)}`) },
    })),
    ...(unread === undefined ? [] : [{ level: 'error', message: { text: unread } }]),
    ...(left.length === 0
      ? []
      : [
          {
            level: 'warning',
            message: {
              text: `${count(left, 'result is', 'results are')} left out: ${leftText(left)}. Code scanning takes ${grouped(MOST_RESULTS)}.`,
            },
          },
        ]),
  ];
}

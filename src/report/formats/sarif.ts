import { severityRank } from '../../model/finding.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import { grouped } from '../../text/words.ts';
import { escapeUnseen } from '../escape.ts';
import { defineFormat, type FormatOptions } from '../format.ts';
import type { Parts } from '../output.ts';
import { HOME_PAGE } from '../pages.ts';
import { alarming, openText, resultsOf } from '../results.ts';
import { checkResult, resultOf } from '../sarif/results.ts';
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
  const findings = resultsOf(scan);
  const kept = findings.slice(0, MOST_RESULTS);
  const spoken = alarming(snapshot).toSorted(
    (left, right) => severityRank(left.check.meta.severity) - severityRank(right.check.meta.severity),
  );
  const results = [
    ...spoken.map((each) => checkResult(each, indexOf(each.check.meta.id))),
    ...kept.map((each) => resultOf(each, indexOf(each.finding.check), options.root)),
  ].slice(0, MOST_RESULTS);
  const left = findings.length + spoken.length - results.length;
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
            toolExecutionNotifications: notifications(snapshot, indexOf, left),
          },
        ],
        results,
        properties: {
          source: snapshot.source.type,
          decisions: selection.decisions.length,
          findings: selection.findings.length,
          waived: selection.hidden.waived,
          lessSevere: selection.hidden.lessSevere,
        },
      },
    ],
  };
}

/** What nobody may take for passed, and what the limit leaves out. */
function notifications(snapshot: ScanSnapshot, indexOf: (id: string) => number, left: number): readonly object[] {
  const unread = notJudgedLine(snapshot);
  return [
    ...withoutVerdict(snapshot).map((each) => ({
      associatedRule: { id: each.check.meta.id, index: indexOf(each.check.meta.id) },
      level: each.status === 'error' ? 'error' : 'warning',
      message: { text: openText(each) },
    })),
    ...(unread === undefined ? [] : [{ level: 'error', message: { text: unread } }]),
    ...(left === 0
      ? []
      : [
          {
            level: 'warning',
            message: {
              text: `${grouped(left)} results are left out, the least severe: code scanning takes ${grouped(MOST_RESULTS)}.`,
            },
          },
        ]),
  ];
}

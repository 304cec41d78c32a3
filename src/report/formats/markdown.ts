import { placedResource } from '../../kube/refs.ts';
import { placeOfFinding } from '../../model/finding.ts';
import { selectorText, type WaiverRule } from '../../model/records.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import { count, grouped } from '../../text/words.ts';
import { comparedLines } from '../baseline/lines.ts';
import { itemLabel, readinessText } from '../decision-table.ts';
import { defineFormat } from '../format.ts';
import { LineBudget } from '../line-budget.ts';
import { markdownText } from '../markdown-text.ts';
import type { Parts } from '../output.ts';
import { byRank, leftText, type Ranking } from '../ranking.ts';
import { openText, type Result, resultsOf, spokenFor, worstFirst } from '../results.ts';
import { type Accepted, acceptedText, answerText, failedAnswers, type SpokenAnswer } from '../said.ts';
import { notJudgedLine, scanSum } from '../sum.ts';

export const markdown = defineFormat({
  name: 'markdown',
  help: 'Tables for a comment on a pull request, worst first, as much as fits.',
  part: 'scan',
  print: (scan) => [commentOf(scan)],
});

/** GitHub takes 65,536 characters; some of what we write counts as more than one there. */
const MOST_BYTES = 64_000;
/** What the last sentences need. */
const KEPT_BACK = 800;
const LONGEST_CELL = 160;

function commentOf(scan: Parts['scan']): string {
  const { snapshot, selection } = scan;
  const text = new LineBudget(MOST_BYTES - KEPT_BACK);
  text.add('## kubectl harden', '', `${markdownText(scanSum(snapshot, selection))}`, '');
  for (const line of comparedLines(selection, scan.baseline)) text.add(markdownText(line), '');
  const unread = notJudgedLine(snapshot);
  if (unread !== undefined) text.add(`**${cell(unread)}**`, '');
  const left = sectionsOf(scan).flatMap((section) => {
    const missing = section.rows.slice(section.rows.length - addTable(text, section));
    return missing.length === 0 ? [] : [`${count(missing, section.one)} (${leftText(missing)})`];
  });
  if (left.length > 0)
    text.addAnyway(
      '',
      `Left out because a comment takes no more: ${left.join('; ')}. \`-o html=FILE\` and \`-o json\` hold everything.`,
    );
  return `${text.text()}\n`;
}

function sectionsOf(scan: Parts['scan']): readonly Section[] {
  const { snapshot, selection } = scan;
  const results = resultsOf(scan);
  const ofState = (state: Accepted['state'] | undefined) => results.filter(({ accepted }) => accepted?.state === state);
  return [
    {
      title: 'Decisions',
      one: 'decision',
      head: ['severity', 'readiness', 'decision', 'findings', 'changes', 'item'],
      rows: worstFirst(selection.decisions).map((decision) => ({
        severity: decision.severity,
        cells: [
          decision.severity,
          readinessText(decision),
          decision.title,
          String(decision.findings.length),
          String(decision.variants[0]?.changes.length ?? 0),
          itemLabel(decision.item),
        ],
      })),
    },
    {
      title: 'Answered by a person',
      one: 'answer',
      head: ['severity', 'check', 'answer'],
      rows: failuresFirst(selection.answers).map(({ summary: { check }, given }) => ({
        severity: check.meta.severity,
        cells: [check.meta.severity, check.meta.id, answerText(given)],
      })),
    },
    {
      title: 'No verdict, not passed',
      one: 'check',
      head: ['severity', 'check', 'why'],
      rows: byRank(
        spokenFor(snapshot).map((each) => ({
          severity: each.check.meta.severity,
          cells: [each.check.meta.severity, each.check.meta.id, openText(each)],
        })),
      ),
    },
    {
      title: 'Findings',
      one: 'finding',
      isFolded: true,
      head: ['severity', 'check', 'object', 'finding', 'file'],
      // What is new is what a reviewer can still change.
      rows: newFirst(ofState(undefined)).map(({ finding, isNew }) => ({
        severity: finding.severity,
        cells: [
          isNew === true ? `${finding.severity}, new` : finding.severity,
          finding.check,
          placedResource(finding.subject),
          finding.message,
          placeOfFinding(finding),
        ],
      })),
    },
    acceptedSection('Accepted', 'waived finding', ofState('waived')),
    acceptedSection('Not so by an answer', 'answered finding', ofState('answered')),
    lapsedSection(snapshot),
  ];
}

function acceptedSection(title: string, one: string, results: readonly Result[]): Section {
  return {
    title,
    one,
    isFolded: true,
    head: ['severity', 'check', 'object', 'by whom'],
    rows: results.map(({ finding, accepted }) => ({
      severity: finding.severity,
      cells: [
        finding.severity,
        finding.check,
        placedResource(finding.subject),
        accepted === undefined ? '' : acceptedText(accepted),
      ],
    })),
  };
}

function lapsedSection({ lapsed = { ended: [], unmatched: [] } }: ScanSnapshot): Section {
  const row = (why: string) => (rule: WaiverRule) => ({
    severity: 'info' as const,
    cells: [selectorText(rule.match), why, rule.by, rule.expires, rule.reason],
  });
  return {
    title: 'Waivers that accept nothing',
    one: 'waiver',
    isFolded: true,
    head: ['accepts', 'why nothing', 'by', 'until', 'reason'],
    rows: [...lapsed.ended.map(row('its time is over')), ...lapsed.unmatched.map(row('nothing fits it'))],
  };
}

function failuresFirst(answers: readonly SpokenAnswer[]): readonly SpokenAnswer[] {
  const failed = failedAnswers(answers);
  return [...failed, ...answers.filter((each) => !failed.includes(each))];
}

function newFirst(results: readonly Result[]): readonly Result[] {
  return [...results.filter(({ isNew }) => isNew === true), ...results.filter(({ isNew }) => isNew !== true)];
}

interface Row extends Ranking {
  readonly cells: readonly string[];
}

interface Section {
  readonly title: string;
  /** What a row is. */
  readonly one: string;
  readonly isFolded?: boolean;
  readonly head: readonly string[];
  readonly rows: readonly Row[];
}

/** Returns how many rows did not fit. */
function addTable(text: LineBudget, { title, isFolded = false, head, rows }: Section): number {
  if (rows.length === 0) return 0;
  const [start, end] = isFolded
    ? [
        [`<details><summary>${title}: ${grouped(rows.length)}</summary>`, ''],
        ['', '</details>', ''],
      ]
    : [[`### ${title}: ${grouped(rows.length)}`, ''], ['']];
  const frame = [...start, rowOf(head), rowOf(head.map(() => '---'))];
  return text.addRows(
    frame,
    rows.map(({ cells }) => rowOf(cells.map(cell))),
    end,
  );
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cell(text: string): string {
  return markdownText(text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL - 1).toWellFormed()}…`);
}

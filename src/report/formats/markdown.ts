import { placedResource } from '../../kube/refs.ts';
import { count, grouped } from '../../text/words.ts';
import { itemLabel, readinessText } from '../decision-table.ts';
import { defineFormat } from '../format.ts';
import { LineBudget } from '../line-budget.ts';
import { markdownText } from '../markdown-text.ts';
import type { Parts } from '../output.ts';
import { openText, type Result, resultsOf, spokenFor, worstFirst } from '../results.ts';
import { answerText, baselineLine, notJudgedLine, scanSum, waiverText } from '../sum.ts';

export const markdown = defineFormat({
  name: 'markdown',
  help: 'Tables for a comment on a pull request, worst first, as much as fits.',
  part: 'scan',
  print: (scan) => [commentOf(scan)],
});

/** GitHub takes 65,536 characters; some of what we write counts as more than one there. */
const MOST_BYTES = 64_000;
/** What the last sentences need. */
const KEPT_BACK = 400;
const LONGEST_CELL = 160;

function commentOf(scan: Parts['scan']): string {
  const { snapshot, selection } = scan;
  const results = resultsOf(scan);
  const open = results.filter(({ waiver }) => waiver === undefined);
  const accepted = results.filter(({ waiver }) => waiver !== undefined);
  const text = new LineBudget(MOST_BYTES - KEPT_BACK);
  text.add('## kubectl harden', '', `${markdownText(scanSum(snapshot, selection))}`, '');
  const compared = baselineLine(selection, scan.baseline);
  if (compared !== undefined) text.add(markdownText(compared), '');
  const unread = notJudgedLine(snapshot);
  if (unread !== undefined) text.add(`**${cell(unread)}**`, '');
  const sections = [
    {
      title: 'Decisions',
      one: 'decision',
      head: ['severity', 'readiness', 'decision', 'findings', 'changes', 'item'],
      rows: worstFirst(selection.decisions).map((decision) => [
        decision.severity,
        readinessText(decision),
        decision.title,
        String(decision.findings.length),
        String(decision.variants[0]?.changes.length ?? 0),
        itemLabel(decision.item),
      ]),
    },
    {
      title: 'No verdict, not passed',
      one: 'check',
      head: ['severity', 'check', 'why'],
      rows: spokenFor(snapshot).map((each) => [
        each.check.meta.severity,
        each.check.meta.id,
        each.attestation === undefined ? openText(each) : answerText(each),
      ]),
    },
    {
      title: 'Findings',
      one: 'finding',
      isFolded: true,
      head: ['severity', 'check', 'object', 'finding', 'file'],
      // What is new is what a reviewer can still change.
      rows: newFirst(open).map(({ finding, isNew }) => [
        isNew === true ? `${finding.severity}, new` : finding.severity,
        finding.check,
        placedResource(finding.subject),
        finding.message,
        finding.origin === undefined ? '' : `${finding.origin.file}:${finding.origin.line}`,
      ]),
    },
    {
      title: 'Accepted',
      one: 'finding',
      isFolded: true,
      head: ['severity', 'check', 'object', 'accepted'],
      rows: accepted.map(({ finding, waiver }: Result) => [
        finding.severity,
        finding.check,
        placedResource(finding.subject),
        waiver === undefined ? '' : waiverText(waiver),
      ]),
    },
  ];
  const left = sections.flatMap((section) => {
    const missing = addTable(text, section);
    return missing === 0 ? [] : [count(missing, section.one)];
  });
  if (left.length > 0)
    text.addAnyway(
      '',
      `Left out because a comment takes no more: ${left.join(', ')}, the least severe. \`-o html=FILE\` and \`-o json\` hold everything.`,
    );
  return `${text.text()}\n`;
}

function newFirst(results: readonly Result[]): readonly Result[] {
  return [...results.filter(({ isNew }) => isNew === true), ...results.filter(({ isNew }) => isNew !== true)];
}

interface Section {
  readonly title: string;
  readonly isFolded?: boolean;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
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
    rows.map((row) => rowOf(row.map(cell))),
    end,
  );
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cell(text: string): string {
  return markdownText(text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL - 1).toWellFormed()}…`);
}

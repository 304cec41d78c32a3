/** What was scanned, how it ended, and the checklist. */
import { SEVERITIES } from '../../model/finding.ts';
import { followText, type ItemSummary, type ScanSnapshot } from '../../model/snapshot.ts';
import { grouped } from '../../text/words.ts';
import { comparedLines } from '../baseline/lines.ts';
import type { Parts } from '../output.ts';
import { answerLines, failedAnswers } from '../said.ts';
import { setLine } from '../set-line.ts';
import { notAskedLine, notJudgedLine, scanSum, withoutVerdict } from '../sum.ts';
import { badge, type Column, html, type Markup, section, tableOf } from './markup.ts';

export function overview({ snapshot, selection, baseline }: Parts['scan']): Markup {
  const { source, identity, scope } = snapshot;
  const facts: readonly (readonly [string, string])[] = [
    ['Source', source.label],
    ['Server', identity.server],
    ['Version', identity.version],
    ['As', identity.user],
    ['Namespaces', scope === undefined ? 'all' : scope.join(', ')],
    ['Objects', grouped(snapshot.totals.objects)],
  ];
  const alarms = [
    ...(snapshot.complete ? [] : ['Not everything could be read: this result is incomplete.']),
    ...[notJudgedLine(snapshot)].filter((line) => line !== undefined),
  ];
  const notes = [
    ...comparedLines(selection, baseline),
    ...answerLines(failedAnswers(selection.answers)),
    notAskedLine(snapshot),
    setLine(snapshot),
  ].filter((line) => line !== undefined);
  return html`<dl class="facts">${facts.map(([name, text]) => (text === '' ? undefined : html`<dt>${name}</dt><dd>${text}</dd>`))}</dl>
${alarms.map((line) => html`<p class="alarm">${line}</p>\n`)}<p>${scanSum(snapshot, selection)}</p>
${notes.map((line) => html`<p class="soft">${line}</p>\n`)}<ul class="tiles">${tiles({ snapshot, selection })}</ul>
`;
}

function tiles({ snapshot, selection }: Parts['scan']): readonly Markup[] {
  const bySeverity = SEVERITIES.map(
    (each) => [each, selection.findings.filter(({ severity }) => severity === each).length] as const,
  ).filter(([, amount]) => amount > 0);
  const others: readonly (readonly [string, number])[] = [
    ['decisions', selection.decisions.length],
    ['waived', selection.hidden.waived],
    ['answered', selection.hidden.answered],
    ['checks unknown', withoutVerdict(snapshot).length],
  ];
  return [
    ...bySeverity.map(([name, amount]) => html`<li class="${name}"><strong>${grouped(amount)}</strong>${name}</li>`),
    ...others.map(([name, amount]) => html`<li><strong>${grouped(amount)}</strong>${name}</li>`),
  ];
}

export function checklistSection({ snapshot, selection }: Parts['scan']): Markup {
  const itemOf = new Map(
    snapshot.items.flatMap(({ id, checks }) => checks.map(({ check }) => [check.meta.id as string, id])),
  );
  const findings = Map.groupBy(selection.findings, ({ check }) => itemOf.get(check));
  const columns: readonly Column<ItemSummary>[] = [
    { title: 'Item', cell: ({ number, title }) => `${String(number).padStart(2, '0')} ${title}` },
    { title: 'Status', cell: ({ status }) => badge(status) },
    {
      title: 'Decisions',
      isNumber: true,
      cell: ({ id }) => selection.decisions.filter(({ item }) => item === id).length,
    },
    { title: 'Findings', isNumber: true, cell: ({ id }) => findings.get(id)?.length ?? 0 },
    { title: 'Note', cell: noteOf },
    { title: 'Why', cell: ({ why }) => why },
  ];
  return section('checklist', 'Checklist', tableOf(columns, snapshot.items));
}

function noteOf({ note, follows, rows }: ItemSummary): string {
  if (note !== undefined) return note;
  return follows === undefined || rows.length > 0 ? '' : followText(follows);
}

export function namespaceSection(
  { snapshot, selection }: Parts['scan'],
  of: (each: Parts['scan']['selection']['decisions'][number]) => string,
): Markup {
  const decisions = Map.groupBy(selection.decisions, of);
  const levels = new Map(snapshot.namespaces.map((each) => [each.name, each.podSecurity]));
  const names = [...new Set([...decisions.keys(), ...levels.keys()])].toSorted();
  const found = (name: string) => decisions.get(name)?.flatMap((each) => each.findings) ?? [];
  const columns: readonly Column<string>[] = [
    {
      title: 'Namespace',
      cell: (name) => {
        const shown = name === '' ? '(cluster)' : name;
        return decisions.has(name) ? html`<a href="#decisions" data-namespace="${shown}">${shown}</a>` : shown;
      },
    },
    { title: 'Decisions', isNumber: true, cell: (name) => decisions.get(name)?.length ?? 0 },
    ...SEVERITIES.map((severity) => ({
      title: severity,
      isNumber: true,
      cell: (name: string) => found(name).filter((each) => each.severity === severity).length,
    })),
    { title: 'Enforced level', cell: (name) => levelText(levels.get(name)) },
    {
      title: 'Level its workloads meet',
      cell: (name) => (levels.has(name) ? (levels.get(name)?.achievable ?? 'not known') : ''),
    },
  ];
  return section('namespaces', 'Namespaces', tableOf(columns, names));
}

function levelText(podSecurity: ScanSnapshot['namespaces'][number]['podSecurity'] | undefined): string {
  if (podSecurity === undefined) return '';
  const { enforce } = podSecurity;
  if (enforce === null) return 'none';
  return enforce.valid ? `${enforce.level} (${enforce.version})` : `invalid: ${enforce.level} (${enforce.version})`;
}

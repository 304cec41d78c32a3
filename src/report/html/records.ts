/** What persons have said, and what nobody could see. */
import { isReadable } from '../../model/coverage.ts';
import type { WaivedDecision } from '../../model/decision.ts';
import type { Finding } from '../../model/finding.ts';
import { type LapsedRules, selectorText } from '../../model/records.ts';
import type { CheckSummary, CoverageEntry } from '../../model/snapshot.ts';
import { compareText, count } from '../../text/words.ts';
import type { Parts } from '../output.ts';
import { openText, spokenFor } from '../results.ts';
import { dayOf, type SpokenAnswer } from '../said.ts';
import { badge, type Column, html, type Markup, section, tableOf } from './markup.ts';

export function answerSection({ selection: { waived, answers: given }, snapshot: { lapsed } }: Parts['scan']): Markup {
  const waivers: readonly Column<WaivedDecision>[] = [
    { title: 'Decision', cell: ({ severity, title }) => [badge(severity), ' ', title] },
    { title: 'Findings', cell: ({ findings }) => findingList(findings) },
    { title: 'Accepted by', cell: ({ waiver }) => waiver.by },
    { title: 'Until', cell: ({ waiver }) => waiver.expires },
    { title: 'Reason', cell: ({ waiver }) => waiver.reason },
    { title: 'Since', cell: ({ waiver }) => dayOf(waiver.at) },
  ];
  const answers: readonly Column<SpokenAnswer>[] = [
    {
      title: 'Check',
      cell: ({ summary: { check } }) => [check.meta.title, ' ', html`<code>${check.meta.id}</code>`],
    },
    { title: 'For', cell: ({ given }) => given.attestation.scope ?? 'all of it' },
    { title: 'Answer', cell: ({ given }) => badge(given.attestation.verdict) },
    { title: 'Against', cell: ({ given }) => findingList(given.findings) },
    { title: 'By', cell: ({ given }) => given.attestation.by },
    { title: 'Until', cell: ({ given }) => given.attestation.expires },
    { title: 'Evidence', cell: ({ given }) => given.attestation.evidence },
    { title: 'Since', cell: ({ given }) => dayOf(given.attestation.at) },
  ];
  return section(
    'answers',
    'Waivers and answers',
    html`<h3>Accepted as it is</h3>\n`,
    waived.length === 0 ? html`<p>Nothing was accepted.</p>\n` : tableOf(waivers, waived),
    ...lapsedTable(lapsed),
    html`<h3>Answered by a person</h3>\n`,
    given.length === 0 ? html`<p>No check was answered.</p>\n` : tableOf(answers, given),
  );
}

/** Nothing where every waiver holds for something. */
function lapsedTable({ ended, unmatched }: LapsedRules = { ended: [], unmatched: [] }): readonly Markup[] {
  const rows = [
    ...ended.map((rule) => ({ rule, why: 'its time is over' })),
    ...unmatched.map((rule) => ({ rule, why: 'nothing fits it' })),
  ];
  if (rows.length === 0) return [];
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { title: 'Accepts', cell: ({ rule }) => selectorText(rule.match) },
    { title: 'Why nothing', cell: ({ why }) => why },
    { title: 'Accepted by', cell: ({ rule }) => rule.by },
    { title: 'Until', cell: ({ rule }) => rule.expires },
    { title: 'Reason', cell: ({ rule }) => rule.reason },
  ];
  return [html`<h3>Waivers that accept nothing</h3>\n`, tableOf(columns, rows)];
}

/** How many, and on demand which. */
function findingList(findings: readonly Finding[]): Markup | undefined {
  if (findings.length === 0) return undefined;
  return html`<details><summary>${count(findings, 'finding')}</summary><ul>${findings.map(
    ({ severity, message, id }) =>
      html`<li data-accepted="${id}">${badge(severity)} ${message} <code>${id}</code></li>\n`,
  )}</ul></details>`;
}

export function gapSection({ snapshot }: Parts['scan']): Markup {
  const unread = snapshot.coverage
    .filter(({ coverage }) => !isReadable(coverage.state) || coverage.isPartial === true)
    .toSorted((left, right) =>
      compareText(`${left.kind} ${left.namespace ?? ''}`, `${right.kind} ${right.namespace ?? ''}`),
    );
  const open = spokenFor(snapshot);
  const coverage: readonly Column<CoverageEntry>[] = [
    { title: 'What', cell: ({ kind }) => kind },
    { title: 'Namespace', cell: ({ namespace }) => namespace ?? 'all' },
    {
      title: 'State',
      cell: ({ coverage: { state, isPartial } }) => (isPartial === true ? `${state}, in part` : state),
    },
    { title: 'Reason', cell: ({ coverage: { reason } }) => reason },
  ];
  const checks: readonly Column<CheckSummary>[] = [
    { title: 'Check', cell: ({ check }) => [badge(check.meta.severity), ' ', check.meta.title] },
    { title: 'Status', cell: ({ status }) => badge(status) },
    { title: 'Why', cell: openText },
  ];
  const said = snapshot.messages.filter(({ level }) => level !== 'info');
  return section(
    'gaps',
    'What was not readable',
    open.length === 0 ? html`<p>Every check has a verdict.</p>\n` : tableOf(checks, open),
    html`<h3>Kinds and evidence</h3>\n`,
    unread.length === 0 ? html`<p>Everything that was asked for could be read.</p>\n` : tableOf(coverage, unread),
    said.length === 0
      ? undefined
      : html`<h3>Messages</h3>\n<ul>${said.map(({ text }) => html`<li>${text}</li>\n`)}</ul>\n`,
  );
}

export function checkSection({ snapshot }: Parts['scan']): Markup {
  const checks = snapshot.checks.toSorted((left, right) => compareText(left.check.meta.id, right.check.meta.id));
  const columns: readonly Column<CheckSummary>[] = [
    {
      title: 'Check',
      cell: ({ check: { meta } }) =>
        html`<details><summary>${meta.title}</summary><p>${meta.rationale}</p><p class="guidance">${splitLines(meta.guidance)}</p></details><code>${meta.id}</code>`,
    },
    { title: 'Severity', cell: ({ check }) => badge(check.meta.severity) },
    { title: 'Status', cell: ({ status }) => badge(status) },
    { title: 'Seen', cell: ({ confidence }) => confidence },
    { title: 'Objects', cell: countText },
    { title: 'Reason', cell: ({ reason }) => reason },
  ];
  return section('checks', 'Checks', tableOf(columns, checks));
}

function splitLines(text: string): readonly Markup[] {
  return text
    .trim()
    .split('\n')
    .map((line) => html`${line}<br>`);
}

function countText({ counts }: CheckSummary): string {
  const parts = Object.entries(counts).filter(([, amount]) => amount > 0);
  return parts.map(([status, amount]) => `${count(amount, status, status)}`).join(', ');
}

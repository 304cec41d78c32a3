/** What persons have said, and what nobody could see. */
import { isReadable } from '../../model/coverage.ts';
import type { WaivedDecision } from '../../model/decision.ts';
import type { CheckSummary, CoverageEntry } from '../../model/snapshot.ts';
import { compareText, count } from '../../text/words.ts';
import type { Parts } from '../output.ts';
import { openText, spokenFor } from '../results.ts';
import { badge, type Column, html, type Markup, section, tableOf } from './markup.ts';

export function answerSection({ snapshot }: Parts['scan']): Markup {
  const answered = snapshot.checks.filter(({ attestation }) => attestation !== undefined);
  const waivers: readonly Column<WaivedDecision>[] = [
    { title: 'Decision', cell: ({ severity, title }) => [badge(severity), ' ', title] },
    { title: 'Findings', isNumber: true, cell: ({ findings }) => findings.length },
    { title: 'Accepted by', cell: ({ waiver }) => waiver.by },
    { title: 'Until', cell: ({ waiver }) => waiver.expires },
    { title: 'Reason', cell: ({ waiver }) => waiver.reason },
    { title: 'Since', cell: ({ waiver }) => waiver.at },
  ];
  const answers: readonly Column<CheckSummary>[] = [
    { title: 'Check', cell: ({ check }) => [check.meta.title, ' ', html`<code>${check.meta.id}</code>`] },
    { title: 'Answer', cell: ({ attestation }) => badge(attestation?.verdict ?? 'unknown') },
    { title: 'By', cell: ({ attestation }) => attestation?.by },
    { title: 'Until', cell: ({ attestation }) => attestation?.expires },
    { title: 'Evidence', cell: ({ attestation }) => attestation?.evidence },
    { title: 'Since', cell: ({ attestation }) => attestation?.at },
  ];
  return section(
    'answers',
    'Waivers and answers',
    html`<h3>Accepted as it is</h3>\n`,
    snapshot.waived.length === 0 ? html`<p>Nothing was accepted.</p>\n` : tableOf(waivers, snapshot.waived),
    html`<h3>Answered by a person</h3>\n`,
    answered.length === 0 ? html`<p>No check was answered.</p>\n` : tableOf(answers, answered),
  );
}

export function gapSection({ snapshot }: Parts['scan']): Markup {
  const unread = snapshot.coverage
    .filter(({ coverage }) => !isReadable(coverage.state) || coverage.isPartial === true)
    .toSorted((left, right) =>
      compareText(`${left.kind} ${left.namespace ?? ''}`, `${right.kind} ${right.namespace ?? ''}`),
    );
  const open = spokenFor(snapshot).filter(({ attestation }) => attestation === undefined);
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

/** Pages of text: messages, coverage, and the explanation of checks. */

import { currentLocation, type Page } from '../../../store/nav.ts';
import { printable, printableLines } from '../../../text/printable.ts';
import { cutMiddle, padEnd, padStart, pieces, wrap } from '../../../text/width.ts';
import { bodyColumns, bodyRows } from '../../frame/size.ts';
import { BLANK, type Line, line, span } from '../../text/line.ts';
import { yamlLines } from '../../text/yaml-lines.ts';
import { yamlSpans } from '../../text/yaml-spans.ts';
import type { ObjectRef, ScreenContent, ScrollRange, WalkView } from '../../types.ts';
import { clock, refName, severityWord } from '../../words.ts';
import { answers } from '../review/answers.ts';
import { whereAnswers } from '../review/where.ts';
import { acceptedRows } from './accepted.ts';
import { coverageRows } from './coverage.ts';
import { marked, matchesIn, searchOf } from './search.ts';
import { setTexts } from './set-texts.ts';

const TITLES = {
  messages: 'Messages',
  waivers: 'Waivers and answers',
  coverage: 'Coverage',
  answers: 'What the change does',
} as const;

export function pageView(view: WalkView): ScreenContent {
  const page = currentPage(view);
  const all = pageRows(view, page);
  const room = bodyRows(view);
  const start = Math.max(0, Math.min(view.nav.scroll, all.length - room));
  const last = Math.min(all.length, start + room);
  const search = searchOf(view.nav);
  const found = matchesIn(all, search);
  const place = all.length > room ? `${start + 1} to ${last} of ${all.length}` : '';
  const hits = search === '' ? '' : `<${cutMiddle(printable(search), 24)}>[${found.length}/${all.length}]  `;
  return {
    crumbs: [titleOf(page)],
    right: line(span(hits, 'accent'), place),
    body: marked(all.slice(start, last), found, start),
    hint: page.kind === 'coverage' ? 'What cannot be read is unknown; it never counts as passed.' : '',
  };
}

function titleOf(page: Page): string {
  if (page.kind === 'explain') return page.title;
  return page.kind === 'object' ? refName(page.ref) : TITLES[page.kind];
}

export function pageRange(view: WalkView): ScrollRange {
  return { min: 0, max: Math.max(0, pageRows(view, currentPage(view)).length - bodyRows(view)) };
}

/** Positions of the rows that what is searched for is in. */
export function foundRows(view: WalkView): readonly number[] {
  return matchesIn(pageRows(view, currentPage(view)), searchOf(view.nav));
}

function currentPage(view: WalkView): Page {
  const location = currentLocation(view.nav);
  return location.screen === 'page' ? location.page : { kind: 'messages' };
}

function pageRows(view: WalkView, page: Page): readonly Line[] {
  switch (page.kind) {
    case 'messages':
      return messageRows(view);
    case 'waivers':
      return acceptedRows(view);
    case 'coverage':
      return coverageRows(view);
    case 'answers':
      return answerRows(view);
    case 'object':
      return objectRows(view, page.ref);
    case 'explain':
      return page.checks.flatMap((check) => explainRows(view, check));
  }
}

function messageRows(view: WalkView): readonly Line[] {
  const width = bodyColumns(view) - 14;
  const rows = view.harden.messages.flatMap(({ at, level, text }) =>
    wrap(printable(text), width).map((part, index) =>
      line(
        ' ',
        span(padEnd(index === 0 ? clock(at) : '', 10), 'text.dim'),
        span(part, level === 'error' ? 'error' : undefined),
      ),
    ),
  );
  return rows.length === 0 ? [BLANK, line('  No messages yet.')] : rows;
}

function answerRows({ nav, harden, ...view }: WalkView): readonly Line[] {
  const { review } = nav;
  if (review?.preview === undefined) return [];
  const { preview } = review;
  const all = [...whereAnswers(preview, harden.snapshot), ...answers(review, preview, harden.snapshot)];
  const rows = all.flatMap(({ label, text, isDanger }) =>
    wrap(text, bodyColumns(view) - 16).map((part, at) =>
      line('  ', span(padEnd(at === 0 ? label : '', 12), isDanger ? 'danger' : 'text.dim'), part),
    ),
  );
  return [BLANK, ...rows];
}

/** Line by line, long lines to their end. */
function objectRows(view: WalkView, ref: ObjectRef): readonly Line[] {
  const object = view.objectOf(ref);
  if (object === undefined) return [BLANK, line('  The object was not read, or it was deleted.')];
  return yamlLines(object).flatMap(({ text }, index) =>
    pieces(text, bodyColumns(view) - 7).map((part, at) => {
      const number = span(`${padStart(at === 0 ? String(index + 1) : '', 5)} `, 'text.dim');
      return line(number, ...(at === 0 ? yamlSpans(part) : [part]));
    }),
  );
}

function explainRows(view: WalkView, id: string): readonly Line[] {
  const summary = view.harden.snapshot?.checks.find(({ check }) => check.meta.id === id);
  if (summary === undefined) return [];
  const { meta } = summary.check;
  const width = bodyColumns(view) - 4;
  const text = (value: string): readonly Line[] =>
    printableLines(value.trim())
      .split('\n')
      .flatMap((part) => wrap(part, width))
      .map((part) => line('  ', part));
  const refs = meta.refs.map(({ framework, control }) => `${framework} ${control}`).join(' · ');
  return [
    line('  ', span(meta.title, 'text.strong'), '  ', severityWord(meta.severity), span(`  ${meta.id}`, 'text.dim')),
    ...text(meta.rationale),
    BLANK,
    ...text(meta.guidance),
    ...setTexts(summary).flatMap((sentence) => [BLANK, ...text(sentence)]),
    ...(refs === '' ? [] : [BLANK, ...wrap(refs, width).map((part) => line('  ', span(part, 'text.dim')))]),
    BLANK,
  ];
}

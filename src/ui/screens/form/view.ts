/** Attestation and waiver: a few fields, each answered by a person. */

import type { Form, FormField } from '../../../store/nav.ts';
import { printable } from '../../../text/printable.ts';
import { displayWidth, padEnd, takeEnd, wrap } from '../../../text/width.ts';
import { bodyColumns, bodyRows } from '../../frame/size.ts';
import { GLYPHS } from '../../glyphs.ts';
import { BLANK, type Line, line, span } from '../../text/line.ts';
import type { ScreenContent, ScrollRange, WalkView } from '../../types.ts';

const LABEL = 14;
const WORDS: Readonly<Record<Form['kind'], { readonly crumb: string; readonly hint: string }>> = {
  attest: { crumb: 'Answer', hint: 'Saved with your name and a date. The question returns when the answer expires.' },
  waive: { crumb: 'Waive', hint: 'Saved with your reason. The decision returns when the waiver ends.' },
  wrong: { crumb: 'Wrong', hint: 'Stays on this machine until you attach it to an issue.' },
  tell: { crumb: 'Values', hint: 'Used in this session only. In scripts, use --set.' },
};

export function formView(view: WalkView): ScreenContent {
  const { form } = view.nav;
  if (form === undefined) return { crumbs: ['Answer'], right: BLANK, body: [], hint: '' };
  const { head, foot, room } = parts(view, form);
  const start = Math.max(0, Math.min(view.nav.scroll, head.length - room));
  const shown = head.slice(start, start + room);
  const isCut = head.length > room;
  return {
    crumbs: ['Checklist', WORDS[form.kind].crumb],
    right: line(isCut ? `${start + 1} to ${start + shown.length} of ${head.length}, page keys scroll` : ''),
    body: [BLANK, ...shown, ...foot],
    hint: WORDS[form.kind].hint,
  };
}

export function formRange(view: WalkView): ScrollRange {
  const { form } = view.nav;
  if (form === undefined) return { min: 0, max: 0 };
  const { head, room } = parts(view, form);
  return { min: 0, max: Math.max(0, head.length - room) };
}

/** What is asked, and below it the fields, which are always in sight. */
function parts(
  view: WalkView,
  form: Form,
): { readonly head: readonly Line[]; readonly foot: readonly Line[]; readonly room: number } {
  const width = bodyColumns(view) - 4;
  const error = form.error === undefined ? [] : wrap(printable(form.error), width - 9);
  const head = [
    ...wrap(printable(form.title), width).map((text) => line('  ', span(text, 'text.strong'))),
    ...form.intro.flatMap((text) => wrap(printable(text), width)).map((text) => line('  ', text)),
  ];
  const foot = [
    BLANK,
    ...form.fields.map((field, at) => fieldRow(field, at === form.focus, width)),
    ...(error.length === 0 ? [] : [BLANK]),
    ...error.map((text, at) => line('  ', span(at === 0 ? 'error  ' : '       ', 'error'), text)),
  ];
  return { head, foot, room: Math.max(1, bodyRows(view) - foot.length - 1) };
}

function fieldRow(field: FormField, isFocused: boolean, width: number): Line {
  const mark = isFocused ? span(GLYPHS.cursor, 'accent') : span(' ');
  // Before anything is chosen no choice can show that keys are for this field.
  const isOpen = isFocused && field.choices?.includes(field.value) === false;
  const padded = padEnd(field.label, LABEL);
  const label = isOpen
    ? [span(field.label, 'focus'), span(padded.slice(field.label.length))]
    : [span(padded, 'text.dim')];
  if (field.choices !== undefined) {
    const choices = field.choices.flatMap((choice) => [
      choice === field.value ? span(`[${choice}]`, isFocused ? 'focus' : 'text.strong') : span(` ${choice} `),
      span(' '),
    ]);
    return line(' ', mark, ' ', ...label, ...choices);
  }
  const room = width - LABEL - 2;
  const text = printable(field.value);
  const shown = displayWidth(text) > room ? takeEnd(text, room) : text;
  return line(' ', mark, ' ', ...label, shown, span(isFocused ? GLYPHS.caret : '', 'accent'));
}

/** Attestation and waiver: a few fields, each answered by a person. */
import { printable } from '../../model/printable.ts';
import type { Form, FormField } from '../../store/nav.ts';
import { bodyColumns } from '../frame.ts';
import { GLYPHS } from '../glyphs.ts';
import { BLANK, type Line, line, span } from '../text/line.ts';
import { padEnd, wrap } from '../text/width.ts';
import type { ScreenContent, WalkView } from '../types.ts';

const LABEL = 14;
const WORDS: Readonly<Record<Form['kind'], { readonly crumb: string; readonly hint: string }>> = {
  attest: { crumb: 'Answer', hint: 'Kept with your name and a date; after it expires the question is asked again.' },
  waive: { crumb: 'Waive', hint: 'Kept with a reason and an end; after it the decision is back.' },
  tell: { crumb: 'Tell', hint: 'Used in this session only; in scripts it is given with --set.' },
};

export function formScreen(view: WalkView): ScreenContent {
  const { form } = view.nav;
  if (form === undefined) return { crumbs: ['Answer'], right: BLANK, body: [], hint: '' };
  const width = bodyColumns(view) - 4;
  const intro = form.intro.flatMap((text) => wrap(printable(text), width - 2)).slice(0, 8);
  const error = form.error === undefined ? [] : wrap(printable(form.error), width - 9);
  return {
    crumbs: ['Checklist', WORDS[form.kind].crumb],
    right: BLANK,
    body: [
      BLANK,
      line('  ', span(printable(form.title), 'text.strong')),
      ...intro.map((text) => line('  ', text)),
      BLANK,
      ...form.fields.map((field, at) => fieldRow(field, at === form.focus, width)),
      BLANK,
      ...error.map((text, at) => line('  ', span(at === 0 ? 'error  ' : '       ', 'danger'), text)),
    ],
    hint: WORDS[form.kind].hint,
  };
}

function fieldRow(field: FormField, isFocused: boolean, width: number): Line {
  const mark = isFocused ? span(GLYPHS.cursor, 'accent') : span(' ');
  const label = span(padEnd(field.label, LABEL), 'text.dim');
  if (field.choices !== undefined) {
    const choices = field.choices.flatMap((choice) => [
      choice === field.value ? span(`[${choice}]`, isFocused ? 'focus' : 'text.strong') : span(` ${choice} `),
      span(' '),
    ]);
    return line(' ', mark, ' ', label, ...choices);
  }
  const room = width - LABEL - 2;
  const text = printable(field.value);
  const shown = text.length > room ? text.slice(text.length - room) : text;
  return line(' ', mark, ' ', label, shown, span(isFocused ? GLYPHS.caret : '', 'accent'));
}

/** Filling in a form: moving over its fields, choosing, typing, and saving the answer. */
import type { Form, FormField } from '../../../store/nav.ts';
import { errorText } from '../../../text/errors.ts';
import { withoutLast } from '../../../text/width.ts';
import { afterDecision } from '../../actions/after-waiver.ts';
import { type Control, navigation, notify, pop } from '../../control/control.ts';
import { scrolling } from '../../control/move.ts';
import { defineKeys } from '../define.ts';
import { firstProblem } from './model.ts';
import { save } from './save.ts';
import { formRange } from './view.ts';

const LONGEST = 500;
const scroll = scrolling(formRange);

export const formKeys = defineKeys('form', {
  on: {
    'next-field': (control) => moveField(control, 1),
    'previous-field': (control) => moveField(control, -1),
    'choice-left': (control) => choose(control, -1),
    'choice-right': (control) => choose(control, 1),
    'page-up': (control) => scroll(control, -5),
    'page-down': (control) => scroll(control, 5),
    submit,
    erase: eraseInField,
    'erase-all': eraseField,
    back: closeForm,
  },
  when: { 'choice-left': ({ nav: { form } }) => form?.fields[form.focus]?.choices !== undefined },
  type: typeInField,
  takesPaste: () => true,
});

function moveField(control: Control, by: 1 | -1): void {
  change(control, ({ focus, fields }) => ({ focus: (focus + by + fields.length) % fields.length }));
}

function choose(control: Control, by: 1 | -1): void {
  changeField(control, ({ choices, value }) => {
    if (choices === undefined) return value;
    const at = choices.indexOf(value);
    return choices[at < 0 ? 0 : (at + by + choices.length) % choices.length] ?? value;
  });
}

function typeInField(control: Control, text: string): void {
  changeField(control, ({ choices, value }) => {
    if (choices === undefined) return value.length + text.length > LONGEST ? value : value + text;
    return choices.find((choice) => choice.startsWith(text.toLowerCase())) ?? value;
  });
}

function eraseInField(control: Control): void {
  changeField(control, ({ choices, value }) => (choices === undefined ? withoutLast(value) : value));
}

function eraseField(control: Control): void {
  changeField(control, ({ choices, value }) => (choices === undefined ? '' : value));
}

function changeField(control: Control, update: (field: FormField) => string): void {
  change(control, ({ fields, focus }) => ({
    fields: fields.map((field, at) => (at === focus ? { ...field, value: update(field) } : field)),
    error: undefined,
  }));
}

function change({ nav }: Control, update: (form: Form) => Partial<Form>): void {
  nav.setState(({ form }) => (form === undefined ? {} : { form: { ...form, ...update(form) } }));
}

function closeForm(control: Control): void {
  pop(control);
  control.nav.setState({ form: undefined });
}

const SAVED: Readonly<Record<Form['kind'], string>> = {
  attest: 'Answer saved; the question returns when it expires.',
  waive: 'Waived until that date; w on its row ends the waiver.',
  wrong: 'Saved on this machine, with names taken out.',
  tell: 'Saved for this session; the changes are being computed again.',
};

/** Enter goes to the next field; on the last one it saves. */
function submit(control: Control): void {
  const { form } = navigation(control);
  if (form === undefined) return;
  if (form.focus < form.fields.length - 1) {
    moveField(control, 1);
    return;
  }
  const goOn = form.kind === 'waive' ? afterDecision(control) : undefined;
  const error = firstProblem(form, control.now());
  if (error !== undefined) {
    change(control, () => error);
    return;
  }
  save(control, form).then(
    (said) => {
      if (navigation(control).form !== form) return;
      closeForm(control);
      goOn?.();
      notify(control, 'info', said ?? SAVED[form.kind]);
    },
    (failure: unknown) => change(control, () => ({ error: errorText(failure) })),
  );
}

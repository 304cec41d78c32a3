/** Answers of a person: attestations of what no program sees, waivers of what stays as it is. */
import type { CheckSummary } from '../../model/snapshot.ts';
import type { Form, FormField } from '../../store/nav.ts';
import { withoutLast } from '../../text/width.ts';
import type { DecisionInput, DecisionRow } from '../types.ts';
import { count } from '../words.ts';
import { type Control, harden, navigation, pop, push, sentence, tell } from './control.ts';
import { afterDecision } from './go-on.ts';

const DAY_MS = 86_400_000;
const WAIVER_DAYS = 90;
const LONGEST = 500;

export function openAttest(control: Control, summary: CheckSummary): void {
  const { check, reason, attestation } = summary;
  const manual = check.mode === 'manual' ? check : undefined;
  open(control, {
    kind: 'attest',
    subjects: [check.meta.id],
    title: manual?.question ?? check.meta.title,
    intro: manual === undefined ? [reason ?? ''] : manual.evidence.map((text) => `Counts as evidence: ${text}`),
    fields: [
      { id: 'verdict', label: 'Verdict', value: '', choices: ['pass', 'fail'] },
      { id: 'by', label: 'Checked by', value: attestation?.by ?? user(control) },
      { id: 'evidence', label: 'Evidence', value: attestation?.evidence ?? '' },
      { id: 'expires', label: 'Holds until', value: dateIn(control, manual?.validDays ?? WAIVER_DAYS) },
    ],
    focus: 0,
  });
}

export function openWaive(control: Control, row: DecisionRow): void {
  open(control, {
    kind: 'waive',
    subjects: row.members.map(({ id }) => id),
    title: row.title,
    intro: [`${count(row.members.length, 'decision')} would be set aside, with a reason and an end.`],
    fields: [
      { id: 'reason', label: 'Reason', value: '' },
      { id: 'by', label: 'Accepted by', value: user(control) },
      { id: 'expires', label: 'Until', value: dateIn(control, WAIVER_DAYS) },
    ],
    focus: 0,
  });
}

/** Values that a change needs and nothing shows. All are of one check: the others wait for the next time. */
export function openTell(control: Control, [first, ...others]: readonly DecisionInput[]): void {
  if (first === undefined) return;
  const inputs = [first, ...others.filter(({ check }) => check === first.check)];
  open(control, {
    kind: 'tell',
    subjects: [first.check],
    title: 'What nothing in the cluster tells',
    intro: inputs.map(({ describe }) => describe),
    fields: inputs.map(({ name }) => ({ id: name, label: name, value: '' })),
    focus: 0,
  });
}

function open(control: Control, form: Form): void {
  control.nav.setState({ form });
  push(control, { screen: 'form' });
}

function user(control: Control): string {
  return harden(control).snapshot?.identity.user ?? '';
}

function dateIn(control: Control, days: number): string {
  return new Date(control.now() + days * DAY_MS).toISOString().slice(0, 10);
}

export function moveField(control: Control, by: 1 | -1): void {
  change(control, ({ focus, fields }) => ({ focus: (focus + by + fields.length) % fields.length }));
}

export function choose(control: Control, by: 1 | -1): void {
  changeField(control, ({ choices, value }) => {
    if (choices === undefined) return value;
    const at = choices.indexOf(value);
    return choices[at < 0 ? 0 : (at + by + choices.length) % choices.length] ?? value;
  });
}

export function typeInField(control: Control, text: string): void {
  changeField(control, ({ choices, value }) => {
    if (choices === undefined) return value.length + text.length > LONGEST ? value : value + text;
    return choices.find((choice) => choice.startsWith(text.toLowerCase())) ?? value;
  });
}

export function eraseInField(control: Control): void {
  changeField(control, ({ choices, value }) => (choices === undefined ? withoutLast(value) : value));
}

export function eraseField(control: Control): void {
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

export function closeForm(control: Control): void {
  pop(control);
  control.nav.setState({ form: undefined });
}

const SAVED: Readonly<Record<Form['kind'], string>> = {
  attest: 'Answered; it is asked again when it expires.',
  waive: 'Waived; it is back when the waiver ends, or with w on its row.',
  tell: 'Noted for this session; what can be offered with it is worked out now.',
};

/** Enter: on to the next field; on the last one the answer is kept. */
export function submit(control: Control): void {
  const { form } = navigation(control);
  if (form === undefined) return;
  if (form.focus < form.fields.length - 1) {
    moveField(control, 1);
    return;
  }
  const goOn = form.kind === 'waive' ? afterDecision(control) : undefined;
  const error = lacking(control, form);
  if (error !== undefined) {
    change(control, () => error);
    return;
  }
  save(control, form).then(
    () => {
      if (navigation(control).form !== form) return;
      closeForm(control);
      goOn?.();
      tell(control, 'info', SAVED[form.kind]);
    },
    (failure: unknown) => change(control, () => ({ error: sentence(failure) })),
  );
}

/** The first field that does not hold what it must, focused, with a sentence. */
function lacking(control: Control, form: Form): Partial<Form> | undefined {
  const empty = form.fields.findIndex(({ value }) => value.trim() === '');
  if (empty >= 0) return { focus: empty, error: `${form.fields[empty]?.label} is missing.` };
  const at = form.fields.findIndex(({ id }) => id === 'expires');
  if (at < 0) return undefined;
  const expires = form.fields[at]?.value ?? '';
  if (!isDay(expires)) return { focus: at, error: 'A date of the calendar as YYYY-MM-DD is needed.' };
  if (Date.parse(`${expires}T00:00:00Z`) <= control.now())
    return { focus: at, error: 'The date has to be in the future.' };
  return undefined;
}

/** Date.parse takes 31 February for 3 March. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

async function save({ commands }: Control, form: Form): Promise<void> {
  const value = (id: string): string => form.fields.find((field) => field.id === id)?.value.trim() ?? '';
  if (form.kind === 'tell') {
    for (const check of form.subjects) for (const { id } of form.fields) await commands.tell(check, id, value(id));
    return;
  }
  const common = { by: value('by'), expires: value('expires') };
  if (form.kind === 'waive') {
    for (const decision of form.subjects) await commands.waive({ decision, reason: value('reason'), ...common });
    return;
  }
  const verdict = value('verdict') === 'fail' ? 'fail' : 'pass';
  for (const check of form.subjects) await commands.attest({ check, verdict, evidence: value('evidence'), ...common });
}

/** What a form must hold before it can be saved. Pure. */
import type { Form } from '../../../store/nav.ts';

/** The first invalid field, focused, with what is wrong with it; undefined when the form is valid. */
export function firstProblem(form: Form, now: number): Partial<Form> | undefined {
  const empty = form.fields.findIndex(({ value }) => value.trim() === '');
  if (empty >= 0) return { focus: empty, error: `${form.fields[empty]?.label} must not be empty.` };
  const at = form.fields.findIndex(({ id }) => id === 'expires');
  if (at < 0) return undefined;
  const expires = form.fields[at]?.value ?? '';
  if (!isDay(expires)) return { focus: at, error: 'Enter a date: YYYY-MM-DD.' };
  if (Date.parse(`${expires}T00:00:00Z`) <= now) return { focus: at, error: 'The date must be in the future.' };
  return undefined;
}

/** Checked by round trip, because Date.parse reads 31 February as 3 March. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

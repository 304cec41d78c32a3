/** Draws canaries and plants each in its form: the same for the same seed. `CANARIES=600` draws more. */
import { SEED } from '../support/setup/seed.ts';
import { canaryText, type Style } from './canary.ts';
import type { Planted } from './forms/form.ts';
import { FORMS } from './forms/index.ts';
import { TEXTS } from './forms/texts.ts';

interface Drawn<F> {
  readonly form: F;
  readonly canary: string;
  /** Of the object, no other has it. */
  readonly name: string;
}

/** One of each form when nothing else is asked for. */
export function amountOf(forms: readonly unknown[]): number {
  const { CANARIES } = process.env;
  const every = FORMS.length + TEXTS.length;
  return CANARIES === undefined ? forms.length : Math.ceil((Number(CANARIES) * forms.length) / every);
}

/** For one test: more canaries take as much longer. */
export const PATIENCE_MS = 300_000 * Math.max(1, Number(process.env.CANARIES ?? 0) / (FORMS.length + TEXTS.length));

/** Over all forms, and over all styles of each. */
export function draw<F extends { readonly hides: readonly Style[] }>(
  forms: readonly F[],
  amount = amountOf(forms),
): readonly Drawn<F>[] {
  return Array.from({ length: amount }, (_, at) => {
    const form = forms[at % forms.length];
    if (form === undefined) throw new RangeError('there is no form');
    const turn = Math.floor(at / forms.length) + at + SEED;
    const style = form.hides[turn % form.hides.length] ?? 'token';
    return { form, canary: canaryText(style, (SEED + at * 40_503) % 65_536), name: `object-${at}` };
  });
}

/** Objects of all forms. */
export function plantedObjects(amount?: number): readonly Planted[] {
  return draw(FORMS, amount).flatMap(({ form, canary, name }) => [form.plant(canary, name)].flat());
}

/** Texts of files by their names. */
export function plantedTexts(): ReadonlyMap<string, string> {
  return new Map(
    draw(TEXTS).map(({ form, canary, name }) => [
      form.file === undefined ? `${name}.yaml` : `${name}-${form.file(canary)}`,
      form.plant(canary, name),
    ]),
  );
}

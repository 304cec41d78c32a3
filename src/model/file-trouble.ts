/** What the file system says when it refuses, in sentences for the operator. Pure. */
import { fileRemedy, problemText } from '../text/errors.ts';
import { printable } from '../text/printable.ts';
import { capitalized } from '../text/words.ts';

/** "The journal cannot be written in PATH: the disk is full. Nothing was changed. Free some space or ...". */
export function troubleText(
  subject: string,
  error: unknown,
  more: { readonly state?: string; readonly instead: string },
): string {
  const remedy = fileRemedy(error);
  const { state, instead } = more;
  const next = remedy === undefined ? capitalized(instead) : `${remedy} or ${instead}`;
  return [`${subject}: ${troubleCause(error)}.`, ...(state === undefined ? [] : [state]), `${next}.`].join(' ');
}

/** Goes on a sentence, whatever the error is: "the disk is full". */
export function troubleCause(error: unknown): string {
  return printable(problemText(error)).replace(/[.\s]+$/, '');
}

/** Sentences for the operator, safe for a terminal. Pure. */

import { objectName } from '../kube/refs.ts';
import type { ObjectRef } from '../plugin-api/index.ts';
import { errorText } from '../text/errors.ts';
import { printable } from '../text/printable.ts';
import { capitalized } from '../text/words.ts';

/** "Deployment shop/api". */
export function nameOf(ref: ObjectRef): string {
  return printable(objectName(ref));
}

/** Begins with a capital and ends with a stop, whatever the text came from. */
export function sentence(text: string): string {
  const shown = printable(text).trim();
  const begun = capitalized(shown);
  return /[.?!]$/.test(begun) ? begun : `${begun}.`;
}

export function messageOf(error: unknown): string {
  return sentence(errorText(error));
}

/** Sentences for the operator, safe for a terminal. Pure. */

import { objectName } from '../kube/names.ts';
import type { ObjectRef } from '../plugin-api/index.ts';
import { printable } from '../text/printable.ts';

/** "Deployment shop/api". */
export function nameOf(ref: ObjectRef): string {
  return printable(objectName(ref));
}

/** Begins with a capital and ends with a stop, whatever the text came from. */
export function sentence(text: string): string {
  const shown = printable(text).trim();
  const begun = shown.charAt(0).toUpperCase() + shown.slice(1);
  return /[.?!]$/.test(begun) ? begun : `${begun}.`;
}

export function messageOf(error: unknown): string {
  return sentence(error instanceof Error ? error.message : String(error));
}

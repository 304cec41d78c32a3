/** The place where the operator is, as the second line has it. */
import { printable } from '../../text/printable.ts';
import { displayWidth } from '../../text/width.ts';
import { GLYPHS } from '../glyphs.ts';

/** Blanks before and after the place, at least. */
export const CRUMBS_GAP = 3;

export function crumbsText(crumbs: readonly string[]): string {
  return crumbs.map(printable).join(` ${GLYPHS.path} `);
}

/** Cells that it takes: what stands at its right may take the others. */
export function crumbsWidth(crumbs: readonly string[]): number {
  return displayWidth(crumbsText(crumbs)) + CRUMBS_GAP + 1;
}

/** Sizes of terminals: what is too small, where there is one pane, and what the frame leaves to a screen. */
import type { WalkView } from '../types.ts';

export const LEAST = { columns: 60, rows: 12 };
/** One pane, and room for everything: what is spoken has no edges at which it could be cut. */
export const SPOKEN = { columns: 1000, rows: 60 };
const WIDEST = 160;
export const FULL = { columns: 80, rows: 18 };

export type Size = Pick<WalkView, 'columns' | 'rows'>;

export function isTooSmall({ columns, rows }: Size): boolean {
  return columns < LEAST.columns || rows < LEAST.rows;
}

export function isCompact({ columns, rows }: Size): boolean {
  return columns < FULL.columns || rows < FULL.rows;
}

export function bodyRows(size: Size): number {
  return size.rows - (isCompact(size) ? 3 : 6);
}

/** Columns stop growing; the rest of a very wide terminal stays empty. */
export function bodyColumns({ columns }: Size): number {
  return columns === SPOKEN.columns ? columns : Math.min(columns, WIDEST);
}

export function hasTwoPanes({ columns }: Size): boolean {
  return columns >= 100 && columns !== SPOKEN.columns;
}

/** Room for what a decision is about beside the lists. */
export function hasThreePanes({ columns }: Size): boolean {
  return columns >= 140 && columns !== SPOKEN.columns;
}

/** What is on the screen, and what has to be written for it to show other rows. */
import { changedRow, wholeRow } from './changes.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export class Painter {
  #shown: readonly string[] = [];
  #size: Size = { columns: 0, rows: 0 };
  /** False while nobody knows what is on the screen. */
  #isThere = false;

  /** Rows with SGR sequences and no other. Nothing is written for rows that are there. */
  show(rows: readonly string[], size: Size): string {
    const fitting = Array.from({ length: size.rows }, (_, at) => rows[at] ?? '');
    const before = this.#isThere && this.#isOf(size) ? this.#shown : undefined;
    this.#shown = fitting;
    this.#size = size;
    this.#isThere = true;
    return fitting
      .map((row, at) =>
        before === undefined ? wholeRow(row, at, size.columns) : changedRow(before[at] ?? '', row, at, size.columns),
      )
      .join('');
  }

  /** All of what is shown once more. */
  again(): string {
    return this.#shown.map((row, at) => wholeRow(row, at, this.#size.columns)).join('');
  }

  /** Somebody else has written on the screen, or may have. */
  forget(): void {
    this.#isThere = false;
  }

  /** What a terminal keeps of its rows when it changes its size is not the same everywhere. */
  #isOf({ columns, rows }: Size): boolean {
    return this.#size.columns === columns && this.#size.rows === rows;
  }
}

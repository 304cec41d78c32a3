/** A terminal in memory: what a person would see, and what it cost to show it. */
import xterm from '@xterm/headless';

export interface Cell {
  readonly text: string;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
  readonly underline: boolean;
  /** Of the 16 colours; -1 is that of plain text. */
  readonly foreground: number;
}

export interface Reversed {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A screen of a fixed size that takes what programs write. */
export class Screen {
  readonly #terminal: InstanceType<typeof xterm.Terminal>;
  bytes = 0;
  /** Frames: writes between the marks of synchronized output. */
  frames = 0;
  fullClears = 0;

  constructor(columns: number, rows: number, convertEol = false) {
    this.#terminal = new xterm.Terminal({ cols: columns, rows, convertEol, allowProposedApi: true });
  }

  /** Resolves when the screen shows it. */
  write(data: string): Promise<void> {
    this.bytes += Buffer.byteLength(data);
    this.frames += data.split('\u001b[?2026h').length - 1;
    this.fullClears += data.split('\u001b[2J').length - 1 + data.split('\u001b[3J').length - 1;
    return new Promise((resolve) => this.#terminal.write(data, resolve));
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
  }

  /** What the terminal answers to questions of the program. */
  onReply(listener: (data: string) => void): void {
    this.#terminal.onData(listener);
  }

  get isAlternate(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }

  cursorColumn(): number {
    return this.#terminal.buffer.active.cursorX;
  }

  /** One string a row, trailing blanks removed; what the terminal keeps beyond its edge after it was made smaller is not seen. */
  lines(): readonly string[] {
    const buffer = this.#terminal.buffer.active;
    return Array.from(
      { length: this.#terminal.rows },
      (_, row) => buffer.getLine(buffer.viewportY + row)?.translateToString(true, 0, this.#terminal.cols) ?? '',
    );
  }

  text(): string {
    return this.lines().join('\n');
  }

  /**
   * How each cell looks, one letter a cell, trailing dots removed: `.` plain, `i` inverse, `d` faint, `b` bold, else the first
   * letter of the colour, a capital for a bold or bright one.
   */
  styles(): readonly string[] {
    return Array.from({ length: this.#terminal.rows }, (_, row) =>
      Array.from({ length: this.#terminal.cols }, (_, column) => styleLetter(this.cell(row, column)))
        .join('')
        .replace(/\.+$/, ''),
    );
  }

  /** Row and column where the text begins; the text must be there. */
  find(text: string): [row: number, column: number] {
    const lines = this.lines();
    const row = lines.findIndex((line) => line.includes(text));
    if (row < 0) throw new RangeError(`the screen does not show ${text}:\n${lines.join('\n')}`);
    return [row, lines[row]?.indexOf(text) ?? 0];
  }

  cell(row: number, column: number): Cell {
    const buffer = this.#terminal.buffer.active;
    const cell = buffer.getLine(buffer.viewportY + row)?.getCell(column);
    if (cell === undefined) throw new RangeError(`there is no cell ${row}, ${column}`);
    return {
      text: cell.getChars(),
      bold: cell.isBold() !== 0,
      dim: cell.isDim() !== 0,
      inverse: cell.isInverse() !== 0,
      underline: cell.isUnderline() !== 0,
      foreground: cell.isFgDefault() ? -1 : cell.getFgColor(),
    };
  }

  /** Runs of cells in reverse in every row, from the first cell to before the last. */
  reversed(): readonly Reversed[] {
    const buffer = this.#terminal.buffer.active;
    const reused = buffer.getNullCell();
    const runs: Reversed[] = [];
    for (let row = 0; row < this.#terminal.rows; row++) {
      const line = buffer.getLine(buffer.viewportY + row);
      let from = -1;
      for (let column = 0; column <= this.#terminal.cols; column++) {
        const isInverse = (line?.getCell(column, reused)?.isInverse() ?? 0) !== 0;
        if (isInverse && from < 0) from = column;
        if (isInverse || from < 0) continue;
        runs.push({ row, from, to: column, text: line?.translateToString(false, from, column) ?? '' });
        from = -1;
      }
    }
    return runs;
  }

  dispose(): void {
    this.#terminal.dispose();
  }
}

const COLOURS = 'krgybmcw';

function styleLetter({ bold, dim, inverse, foreground }: Cell): string {
  if (inverse) return bold ? 'I' : 'i';
  if (foreground >= 0) {
    const letter = COLOURS[foreground % COLOURS.length] ?? '?';
    return bold || foreground >= COLOURS.length ? letter.toUpperCase() : letter;
  }
  return bold ? 'b' : dim ? 'd' : '.';
}

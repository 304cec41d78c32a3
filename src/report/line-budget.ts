/** Lines as long as there is room for them, counted in bytes. */
export class LineBudget {
  readonly #lines: string[] = [];
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** What has to be there: the caller has kept room for it. */
  addAnyway(...lines: readonly string[]): void {
    this.#lines.push(...lines);
    this.#left -= sizeOf(lines);
  }

  add(...lines: readonly string[]): boolean {
    if (sizeOf(lines) > this.#left) return false;
    this.addAnyway(...lines);
    return true;
  }

  /** The first ones that fit, between `start` and `end`; returns how many did not. */
  addRows(start: readonly string[], rows: readonly string[], end: readonly string[]): number {
    const [first = ''] = rows;
    if (sizeOf([...start, first, ...end]) > this.#left) return rows.length;
    this.addAnyway(...start);
    this.#left -= sizeOf(end);
    const missing = rows.findIndex((row) => !this.add(row));
    this.#lines.push(...end);
    return missing < 0 ? 0 : rows.length - missing;
  }

  text(): string {
    return this.#lines.join('\n').trimEnd();
  }
}

function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}

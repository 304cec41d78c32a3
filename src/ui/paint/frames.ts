/**
 * Between Ink and the terminal. Ink draws whole frames; of each only the cells that differ from what is on the screen are
 * written, in one piece. What is no frame goes through as it is, and the next frame is then drawn whole.
 */
import { Painter } from './painter.ts';

const BEGIN = '\u001b[?2026h';
const END = '\u001b[?2026l';
/** How Ink begins a frame: the cursor is hidden once, and the frame before is erased. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: sequences of the terminal are what is looked for
const HEAD = /^(\u001b\[\?25l)?(?:\u001b\[1;1H\u001b\[J|(?:\u001b\[2K(?:\u001b\[1A)?)*\u001b\[G)?/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: sequences of the terminal are what is looked for
const NO_ROWS = /[\0-\t\v-\u001a\u001c-\u001f\u007f-\u009f]|\u001b(?!\[[\d;]*m)/;
/** Modes are set and taken back outside of frames: a frame that never ends must not hold them up. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: sequences of the terminal are what is looked for
const MODE = /\u001b\[\?(?!25l)/;

type Output = Pick<NodeJS.WriteStream, 'columns' | 'rows'> & { write: (chunk: string) => boolean };

export class Frames {
  readonly #stdout: Output;
  readonly #painter = new Painter();
  /** Of the frame that has begun. */
  #held: string | undefined;

  constructor(stdout: Output) {
    this.#stdout = stdout;
  }

  write(chunk: string): boolean {
    if (chunk === '') return true;
    if (chunk === BEGIN) return this.#begin();
    if (this.#held === undefined) return this.#pass(chunk);
    if (chunk === END) return this.#end(this.#held);
    if (MODE.test(chunk)) return this.#release() && this.#pass(chunk);
    this.#held += chunk;
    return true;
  }

  /** For a terminal on which somebody else has written. */
  drawAgain(): void {
    this.#write(this.#painter.again());
  }

  #begin(): boolean {
    this.#release();
    this.#held = '';
    return true;
  }

  #end(held: string): boolean {
    this.#held = undefined;
    const [head, hidden = ''] = HEAD.exec(held) ?? [''];
    const text = held.slice(head.length);
    if (NO_ROWS.test(text)) return this.#pass(BEGIN + held + END);
    const { columns, rows } = this.#stdout;
    const changes = hidden + this.#painter.show(text.replace(/\n$/, '').split('\n'), { columns, rows });
    return this.#write(changes);
  }

  #write(changes: string): boolean {
    return changes === '' || this.#stdout.write(BEGIN + changes + END);
  }

  #release(): boolean {
    const held = this.#held ?? '';
    this.#held = undefined;
    return held === '' || this.#pass(BEGIN + held + END);
  }

  #pass(chunk: string): boolean {
    this.#painter.forget();
    return this.#stdout.write(chunk);
  }
}

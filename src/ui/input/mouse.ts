/** Reports of the mouse, taken out of what a terminal sends before keys are read from it. Pure, but for the state of a stream. */

export type MouseEvent =
  | { readonly kind: 'click'; readonly column: number; readonly row: number }
  | { readonly kind: 'wheel'; readonly by: 1 | -1; readonly column: number; readonly row: number };

/** Text for keys, and events between it, in the order in which they came. */
export type Part = string | MouseEvent;

const ESC = '\u001b';
const PASTE_START = `${ESC}[200~`;
const PASTE_END = `${ESC}[201~`;
const CSI = `${ESC}\\[`;
const REPORT = new RegExp(`^${CSI}<(\\d{1,5});(\\d{1,5});(\\d{1,5})([Mm])`);
/** What begins like a report is none of a key, however it ends. */
const BROKEN = new RegExp(`^${CSI}<[\\x20-\\x3f]*[\\x40-\\x7e]?`);
/** The form of terminals that do not know the one that was asked for: three characters follow. */
const OLD = new RegExp(`^${CSI}M[\\s\\S]{3}`);
const BEGUN = new RegExp(`^(?:${CSI}<[\\x20-\\x3f]*|${CSI}M[\\s\\S]{0,2})$`);
/** Of what was given up for a key: nobody types so much at once. */
const REST = new RegExp(`^${CSI}<\\d[\\d;]*(?:[Mm]|$)`);

const WHEEL = 64;
const MODIFIERS = 4 + 8 + 16;

/** What of the end of the text may still become a report: nothing, a key as well (esc), or nothing else. */
export type Held = 'nothing' | 'key' | 'report';

export class MouseParser {
  #held = '';
  /** What was given up waiting for, in case its rest comes after all. */
  #late = '';
  #isPasting = false;

  get held(): Held {
    if (this.#held === '') return 'nothing';
    return BEGUN.test(this.#held) ? 'report' : 'key';
  }

  push(chunk: string): readonly Part[] {
    const joined = this.#late + chunk;
    const text = this.#held + (this.#late !== '' && REST.test(joined) ? joined : chunk);
    this.#held = '';
    this.#late = '';
    const parts: Part[] = [];
    let at = 0;
    while (at < text.length) at = this.#take(text, at, parts);
    return merged(parts);
  }

  /** Nothing came for a while: esc was a key, and half a report is dropped. */
  giveUp(): readonly Part[] {
    const given = this.held === 'key' ? [this.#held] : [];
    this.#late = this.#held;
    this.#held = '';
    return given;
  }

  /** Takes the next piece of the text, and says where the one after it begins. */
  #take(text: string, at: number, parts: Part[]): number {
    const mark = this.#isPasting ? PASTE_END : ESC;
    const found = text.indexOf(mark, at);
    if (this.#isPasting) return this.#takePasted(text, at, found, parts);
    if (found !== at) {
      const end = found < 0 ? text.length : found;
      parts.push(text.slice(at, end));
      return end;
    }
    const rest = text.slice(at);
    if (rest.startsWith(PASTE_START)) {
      this.#isPasting = true;
      parts.push(PASTE_START);
      return at + PASTE_START.length;
    }
    if (BEGUN.test(rest) || PASTE_START.startsWith(rest)) {
      this.#held = rest;
      return text.length;
    }
    const report = REPORT.exec(rest);
    const event = report === null ? undefined : eventOf(report);
    if (event !== undefined) parts.push(event);
    const taken = report ?? OLD.exec(rest) ?? BROKEN.exec(rest);
    if (taken !== null) return at + taken[0].length;
    parts.push(ESC);
    return at + 1;
  }

  /** What is pasted is text, whatever it looks like. */
  #takePasted(text: string, at: number, end: number, parts: Part[]): number {
    if (end >= 0) {
      this.#isPasting = false;
      parts.push(text.slice(at, end + PASTE_END.length));
      return end + PASTE_END.length;
    }
    const cut = lengthOfEnd(text);
    parts.push(text.slice(at, Math.max(at, text.length - cut)));
    this.#held = text.slice(Math.max(at, text.length - cut));
    return text.length;
  }
}

/** How much of the end of the text may be the beginning of the mark that ends a paste. */
function lengthOfEnd(text: string): number {
  for (let length = PASTE_END.length - 1; length > 0; length--)
    if (text.endsWith(PASTE_END.slice(0, length))) return length;
  return 0;
}

/** Only a press of the left button without modifiers, and the wheel. */
function eventOf([, code, column, row, end]: RegExpExecArray): MouseEvent | undefined {
  const button = Number(code);
  const place = { column: Number(column) - 1, row: Number(row) - 1 };
  const bare = button & ~MODIFIERS;
  if (bare === WHEEL || bare === WHEEL + 1) return { kind: 'wheel', by: bare === WHEEL ? -1 : 1, ...place };
  return button === 0 && end === 'M' ? { kind: 'click', ...place } : undefined;
}

function merged(parts: readonly Part[]): readonly Part[] {
  const all: Part[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part;
    else all.push(part);
  }
  return all;
}

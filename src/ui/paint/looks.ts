/** How a cell looks, as SGR sequences make it, and the shortest sequence from one look to another. */

export interface Look {
  /** Attributes that are on: bit n is the SGR parameter n. */
  readonly on: number;
  /** SGR parameters of the colour; '' is that of the terminal. */
  readonly text: string;
  readonly ground: string;
}

export const PLAIN: Look = { on: 0, text: '', ground: '' };
const RESET = '\u001b[m';

/** Bold, faint, italic, underlined, blinking, in reverse, hidden, struck through. */
const ATTRIBUTES = [1, 2, 3, 4, 5, 7, 8, 9] as const;
const OFF: Readonly<Record<number, number>> = {
  22: bits(1, 2),
  23: bits(3),
  24: bits(4),
  25: bits(5),
  27: bits(7),
  28: bits(8),
  29: bits(9),
};

function bits(...numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum | (1 << number), 0);
}

const known = new Map<string, Look>([['0  ', PLAIN]]);

/** One object for each look: the same look is the same object. */
function look(on: number, text: string, ground: string): Look {
  const key = `${on} ${text} ${ground}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = { on, text, ground };
  known.set(key, made);
  return made;
}

/** What parameters such as `1;31` make of a look; undefined where one of them is not known here. */
export function applied(before: Look, parameters: string): Look | undefined {
  const codes = parameters.split(';').map(Number);
  let { on, text, ground } = before;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    if (code === 0) [on, text, ground] = [0, '', ''];
    else if (ATTRIBUTES.some((each) => each === code)) on |= 1 << code;
    else if (OFF[code] !== undefined) on &= ~OFF[code];
    else if (code === 39) text = '';
    else if (code === 49) ground = '';
    else if (isBetween(code, 30, 37) || isBetween(code, 90, 97)) text = String(code);
    else if (isBetween(code, 40, 47) || isBetween(code, 100, 107)) ground = String(code);
    else if (code === 38 || code === 48) {
      const length = codes[at + 1] === 5 ? 3 : codes[at + 1] === 2 ? 5 : 0;
      const color = codes.slice(at, at + length);
      if (length === 0 || color.length < length) return undefined;
      if (code === 38) text = color.join(';');
      else ground = color.join(';');
      at += length - 1;
    } else return undefined;
  }
  return look(on, text, ground);
}

function isBetween(code: number, least: number, most: number): boolean {
  return code >= least && code <= most;
}

/** What a terminal has to be told; nothing for the same look. */
export function turned(from: Look, to: Look): string {
  if (from === to) return '';
  if (to === PLAIN) return RESET;
  const whole = `\u001b[${['0', ...parametersOf(PLAIN, to)].join(';')}m`;
  if ((from.on & ~to.on) !== 0) return whole;
  const added = `\u001b[${parametersOf(from, to).join(';')}m`;
  return added.length < whole.length ? added : whole;
}

function parametersOf(from: Look, to: Look): readonly string[] {
  const attributes = ATTRIBUTES.filter((code) => ((to.on & ~from.on) >> code) & 1).map(String);
  return [
    ...attributes,
    ...(from.text === to.text ? [] : [to.text === '' ? '39' : to.text]),
    ...(from.ground === to.ground ? [] : [to.ground === '' ? '49' : to.ground]),
  ];
}

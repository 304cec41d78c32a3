/** Text with the sequences that make it look as a style says. */
import type { Style } from '../theme.ts';

/** How many colours the terminal has. */
export type Colors = 16 | 256;

const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const PALETTE = /^ansi256\((\d+)\)$/;
/** Where there are only sixteen: red, magenta and blue are dark enough on white. Green, yellow and grey are not: black. */
const IN_SIXTEEN: Readonly<Record<string, string>> = { 23: '34', 88: '31', 90: '35', 160: '31' };

/** The ends are those of each part alone: what follows need not know what was before. */
export function styled(text: string, style: Style, colors: Colors): string {
  if (text === '') return '';
  const [start, end] = sequences(style, colors);
  return start + text + end;
}

const known = new Map<Style, Map<Colors, readonly [string, string]>>();

/** Styles are few, and the same objects at each frame. */
function sequences(style: Style, colors: Colors): readonly [start: string, end: string] {
  const made = known.get(style) ?? new Map<Colors, readonly [string, string]>();
  known.set(style, made);
  const before = made.get(colors);
  if (before !== undefined) return before;
  const pairs = pairsOf(style, colors);
  const start = pairs.map(([on]) => `\u001b[${on}m`).join('');
  const end = pairs.map(([, off]) => `\u001b[${off}m`).toReversed();
  const both = [start, end.join('')] as const;
  made.set(colors, both);
  return both;
}

function pairsOf({ color, bold, dimColor, inverse, underline }: Style, colors: Colors): readonly [string, string][] {
  return [
    ...(color === undefined ? [] : [[codeOf(color, colors), '39'] as [string, string]]),
    ...(bold === true ? [['1', '22'] as [string, string]] : []),
    ...(dimColor === true ? [['2', '22'] as [string, string]] : []),
    ...(underline === true ? [['4', '24'] as [string, string]] : []),
    ...(inverse === true ? [['7', '27'] as [string, string]] : []),
  ];
}

function codeOf(color: string, colors: Colors): string {
  const number = PALETTE.exec(color)?.[1];
  if (number !== undefined) {
    if (colors === 256) return `38;5;${number}`;
    return IN_SIXTEEN[number] ?? '30';
  }
  const isBright = color.endsWith('Bright');
  const at = NAMES.indexOf(isBright ? color.slice(0, -'Bright'.length) : color);
  if (at < 0) throw new RangeError(`there is no colour ${color}`);
  return String((isBright ? 90 : 30) + at);
}

/**
 * Draws the grid of a terminal as SVG. Every piece of text has its place and its width, so that any monospace font fits;
 * lines and shades are drawn as shapes, so that they meet. Numbers and order are the same in every run.
 */
import type { Cell } from '../support/screen.ts';

/** Rows of cells, all equally long. */
export type Grid = readonly (readonly Cell[])[];

/** The colours of a dark terminal, which a light and a dark page show alike. */
const GROUND = '#0d1117';
const EDGE = '#3d444d';
const BAR = '#161b22';
const PLAIN = '#d1d7e0';
const FAINT = '#7d8590';
/** In the order of the 16 colours: black, red, green, yellow, blue, magenta, cyan, white, and the bright ones. */
const COLOURS = [
  ...['#484f58', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#b1bac4'],
  ...['#6e7681', '#ff5c57', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#f0f6fc'],
];
const FONT = "ui-monospace,SFMono-Regular,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";

const WIDTH = 8.4;
const HEIGHT = 18;
const MARGIN = 14;
const TITLE = 30;
/** From the top of a cell to the line on which letters stand. */
const BASE = 13;
const SHADES: Readonly<Record<string, number>> = { '░': 0.25, '▒': 0.5, '▓': 0.75, '█': 1 };
/** Lines through the middle of their cell, and how thick they are. */
const LINES: Readonly<Record<string, { readonly isUpright: boolean; readonly thickness: number }>> = {
  '─': { isUpright: false, thickness: 1 },
  '━': { isUpright: false, thickness: 3 },
  '│': { isUpright: true, thickness: 1 },
};

interface Run {
  readonly column: number;
  readonly text: string;
  readonly look: Cell;
}

/** `title` is what a screen reader says, and what a pointer shows. */
export function svgOf(grid: Grid, title: string): string {
  const width = round((grid[0]?.length ?? 0) * WIDTH + 2 * MARGIN);
  const height = round(grid.length * HEIGHT + MARGIN + TITLE);
  const body = grid.map((cells, row) => [...grounds(cells, row), ...runsOf(cells).map((run) => drawn(run, row))]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<style>text{font:14px ${FONT};fill:${PLAIN}}.b{font-weight:700}.m{text-anchor:middle}</style>`,
    ...windowFrame(width, height),
    ...body.flat(),
    '</svg>',
    '',
  ].join('\n');
}

function windowFrame(width: number, height: number): readonly string[] {
  const dots = [0, 1, 2].map((at) => `<circle cx="${20 + at * 18}" cy="15" r="5.5" fill="${EDGE}"/>`);
  return [
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="9" fill="${GROUND}" stroke="${EDGE}"/>`,
    `<path d="M1 ${TITLE - 4}V9.5A8.5 8.5 0 0 1 9.5 1H${width - 9.5}A8.5 8.5 0 0 1 ${width - 1} 9.5V${TITLE - 4}z" fill="${BAR}"/>`,
    ...dots,
  ];
}

/** Backgrounds of reversed cells, each stretch as one. */
function grounds(cells: readonly Cell[], row: number): readonly string[] {
  const stretches: { from: number; to: number; colour: string }[] = [];
  for (const [column, cell] of cells.entries()) {
    if (!cell.inverse) continue;
    const last = stretches.at(-1);
    const colour = ink(cell);
    if (last !== undefined && last.to === column && last.colour === colour) last.to += 1;
    else stretches.push({ from: column, to: column + 1, colour });
  }
  return stretches.map(
    ({ from, to, colour }) =>
      `<rect x="${left(from)}" y="${top(row)}" width="${round((to - from) * WIDTH)}" height="${HEIGHT}" fill="${colour}"/>`,
  );
}

/** Words with single blanks between them, as long as they look the same; what is not plain ASCII stands alone. */
function runsOf(cells: readonly Cell[]): readonly Run[] {
  const runs: { column: number; text: string; look: Cell }[] = [];
  for (const [column, look] of cells.entries()) {
    if (look.text === '' || look.text === ' ') continue;
    const last = runs.at(-1);
    const gap = last === undefined ? Number.POSITIVE_INFINITY : column - last.column - last.text.length;
    const joins =
      last !== undefined && gap <= 1 && isAscii(look.text) && isAscii(last.text) && isAlike(last.look, look);
    const continues = last !== undefined && gap === 0 && isLine(look.text) && last.text.endsWith(look.text);
    if (joins) last.text += ' '.repeat(gap) + look.text;
    else if (continues && isAlike(last.look, look)) last.text += look.text;
    else runs.push({ column, text: look.text, look });
  }
  return runs;
}

function drawn(run: Run, row: number): string {
  const [first = ''] = run.text;
  const opacity = SHADES[first];
  if (isLine(first)) return stroke(run, row);
  return opacity === undefined ? letters(run, row) : shade(run, row, opacity);
}

/** What fonts may lack or draw wider stands in the middle of its cell. */
function letters({ column, text, look }: Run, row: number): string {
  const isPlain = isAscii(text);
  const names = [...(look.bold ? ['b'] : []), ...(isPlain ? [] : ['m'])].join(' ');
  const colour = inkOn(look);
  const attributes = [
    `x="${isPlain ? left(column) : round(left(column) + WIDTH / 2)}" y="${top(row) + BASE}"`,
    ...(isPlain && text.length > 1 ? [`textLength="${round(text.length * WIDTH)}"`] : []),
    ...(names === '' ? [] : [`class="${names}"`]),
    ...(colour === PLAIN ? [] : [`style="fill:${colour}"`]),
    ...(look.underline ? ['text-decoration="underline"'] : []),
  ];
  return `<text ${attributes.join(' ')}>${escaped(text)}</text>`;
}

function shade({ column, look }: Run, row: number, opacity: number): string {
  const place = `x="${round(left(column) + 0.6)}" y="${top(row) + 2}"`;
  return `<rect ${place} width="${round(WIDTH - 1.2)}" height="${HEIGHT - 4}" fill="${inkOn(look)}" fill-opacity="${opacity}"/>`;
}

function stroke({ column, text, look }: Run, row: number): string {
  const { isUpright, thickness } = LINES[text[0] ?? ''] ?? { isUpright: false, thickness: 1 };
  const path = isUpright
    ? `M${round(left(column) + WIDTH / 2)} ${top(row)}v${HEIGHT}`
    : `M${left(column)} ${top(row) + HEIGHT / 2}h${round(text.length * WIDTH)}`;
  return `<path d="${path}" stroke="${inkOn(look)}" stroke-width="${thickness}"/>`;
}

/** On the ground that the cell has. */
function inkOn(look: Cell): string {
  return look.inverse ? GROUND : ink(look);
}

function ink({ foreground, dim }: Cell): string {
  if (foreground >= 0) return COLOURS[foreground] ?? PLAIN;
  return dim ? FAINT : PLAIN;
}

function isAlike(one: Cell, other: Cell): boolean {
  return (
    ink(one) === ink(other) &&
    one.bold === other.bold &&
    one.inverse === other.inverse &&
    one.underline === other.underline
  );
}

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);
const isLine = (text: string): boolean => text in LINES;
const left = (column: number): number => round(MARGIN + column * WIDTH);
const top = (row: number): number => TITLE + row * HEIGHT;
const round = (value: number): number => Math.round(value * 100) / 100;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Facts as rows: one label for all its texts, in full or in as many rows as there are. */
import { cutEnd, displayWidth, padEnd, wrap, wrapTo } from '../../../text/width.ts';
import { GLYPHS } from '../../glyphs.ts';
import { type Line, line, span } from '../../text/line.ts';
import type { Token } from '../../theme.ts';
import { type Block, foldAlike } from './folded.ts';

export const LABEL = 10;

export interface Fact {
  readonly label: string;
  /** Without any it has no rows. */
  readonly texts: readonly string[];
  /** Rows that it keeps where there is little room. */
  readonly least: number;
  readonly token?: Token;
  /** Each names an object: none stands for others. */
  readonly isNamed?: true;
}

/** Where there are several texts each begins with a point. */
export function factRows({ label, texts, token }: Fact, width: number): readonly Line[] {
  return labelled(label, pointed(texts, width), token);
}

export function factBlock(fact: Fact, width: number): Block {
  const rows = pointed(fact.isNamed ? fact.texts : foldAlike(fact.texts), width);
  return {
    least: fact.least,
    whole: rows.length,
    rows: (most) => labelled(fact.label, rows.length <= most ? rows : foldedTexts(fact.texts, width, most), fact.token),
  };
}

function pointed(texts: readonly string[], width: number): readonly string[] {
  const point = texts.length > 1 ? `${GLYPHS.waiting} ` : '';
  return texts.flatMap((text) =>
    wrap(text, width - LABEL - point.length).map((part, at) => (at === 0 ? point : point && '  ') + part),
  );
}

/** The first of them, and at its end how many there are besides. */
function foldedTexts([first = '', ...others]: readonly string[], width: number, most: number): readonly string[] {
  const room = width - LABEL;
  const more = others.length === 0 ? '' : ` +${others.length} more`;
  const rows = wrapTo(first, room, most);
  const last = rows.at(-1) ?? '';
  if (more === '') return rows;
  if (rows.length < most && displayWidth(last + more) > room) return [...rows, more.trim()];
  return [...rows.slice(0, -1), `${cutEnd(last, room - more.length)}${more}`];
}

function labelled(label: string, texts: readonly string[], token: Token = 'text.dim'): readonly Line[] {
  return texts.map((text, at) => line(span(padEnd(at === 0 ? label : '', LABEL), token), text));
}

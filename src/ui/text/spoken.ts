/** Rows as a screen reader reads them: one sentence a line, marks as words, no drawing. */
import type { Menu } from '../../store/nav.ts';
import { printable } from '../../text/printable.ts';
import { GLYPHS } from '../glyphs.ts';
import type { Line, Span } from './line.ts';

const WORDS = new Map<string, string>([
  [GLYPHS.pass, 'passes'],
  [GLYPHS.fail, 'fails'],
  [GLYPHS.unknown, 'unknown'],
  [GLYPHS.error, 'check error'],
  [GLYPHS.ask, 'needs your answer'],
  [GLYPHS.answered, 'answered by a person'],
  [GLYPHS.waived, 'waived'],
  [GLYPHS.notApplicable, 'not applicable'],
  [GLYPHS.running, 'running'],
  [GLYPHS.waiting, 'waiting'],
  [GLYPHS.cursor, 'selected'],
  [GLYPHS.marked, 'marked'],
]);

/** Rows that only draw, and blank ones, are left out. */
export function spoken(rows: readonly Line[]): readonly Line[] {
  return rows
    .map(sentence)
    .filter((text) => text !== '')
    .map((text) => [{ text }]);
}

/** The entries of a menu, with the letter that chooses each. */
export function spokenMenu({ title, items, index }: Menu): readonly string[] {
  const entries = items.map(({ key, label }, at) => {
    const text = printable(label);
    return `${at === index ? 'selected ' : ''}${key === undefined ? '' : `${key}, `}${text}`;
  });
  return [printable(title), ...entries];
}

/** A button says whether enter presses it. */
const FOCUSED_BUTTON = new RegExp(`\\[${GLYPHS.cursor}(.*?) \\]`, 'gu');
const BUTTON = /\[ (.*?) \]/gu;

/** A line of a diff says in a word what its sign shows. */
function sideOf(row: Line): string {
  const first = row.find(({ text }) => text.trim() !== '');
  const text = first?.text.trimStart() ?? '';
  if (first?.token === 'diff.add' && text.startsWith('+')) return 'added: ';
  return first?.token === 'diff.del' && text.startsWith('-') ? 'removed: ' : '';
}

/** Only marks become words: the same character may also be text. */
function word({ text, token }: Span): string {
  const isMark = token?.startsWith('state.') === true || text === GLYPHS.cursor || text === GLYPHS.marked;
  return (isMark ? WORDS.get(text.trim()) : undefined) ?? text;
}

function sentence(row: Line): string {
  const side = sideOf(row);
  const text = row
    .filter(({ token }) => token !== 'rule')
    .map(word)
    .join(' ')
    .replaceAll(` ${GLYPHS.path} `, ', ')
    .replace(FOCUSED_BUTTON, 'button $1 selected')
    .replace(BUTTON, 'button $1')
    .replace(/[─│━▸▌▲]/gu, '');
  return (side + (side === '' ? text : text.replace(/^\s*[+-]\s*/, '')))
    .trim()
    .replace(/\s{3,}/g, ', ')
    .replace(/\s+/g, ' ')
    .replace(/(?:, )+/g, ', ');
}

/** Rows as a screen reader reads them: one sentence a line, marks as words, no drawing. */
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

/** Only marks become words: the same character may also be text. */
function word({ text, token }: Span): string {
  const isMark = token?.startsWith('state.') === true || text === GLYPHS.cursor || text === GLYPHS.marked;
  return (isMark ? WORDS.get(text.trim()) : undefined) ?? text;
}

function sentence(row: Line): string {
  const text = row
    .filter(({ token }) => token !== 'rule')
    .map(word)
    .join(' ')
    .replaceAll(` ${GLYPHS.path} `, ', ')
    .replace(/[─│━▸▌▲]/gu, '');
  return text
    .trim()
    .replace(/\s{3,}/g, ', ')
    .replace(/\s+/g, ' ')
    .replace(/(?:, )+/g, ', ');
}

/** The columns of a namespace, by the room there is. */

import { HEAT_AREAS, type NamespaceRow, reachableText } from '../../../model/namespaces/row.ts';
import type { Severity } from '../../../plugin-api/index.ts';
import { printable } from '../../../text/printable.ts';
import { displayWidth, padEnd, padStart } from '../../../text/width.ts';
import { GLYPHS } from '../../glyphs.ts';
import { type News, newsText } from '../../select/news.ts';
import { type Line, line, lineWidth, type Span, span, spread, toWidth } from '../../text/line.ts';
import type { Token } from '../../theme.ts';
import { severityWord, statusMark } from '../../words.ts';

const HEAT: Readonly<Record<Severity, readonly [string, Token]>> = {
  critical: [GLYPHS.critical, 'sev.crit'],
  high: [GLYPHS.high, 'sev.high'],
  medium: [GLYPHS.medium, 'sev.med'],
  low: [GLYPHS.low, 'sev.low'],
  info: [GLYPHS.low, 'sev.info'],
};
const LETTERS = HEAT_AREAS.map(({ letter }) => letter).join('');
const LONGEST_REACHABLE = 'restricted after 99'.length;
const LEAST_NAME = 18;
/** Cells of all other columns with the gaps between them, in the wide form and in the narrow one. */
const OTHERS = { wide: 76, narrow: 32 };

/** Which columns there are, and how wide the names may be. */
export interface Columns {
  readonly width: number;
  readonly name: number;
  readonly isWide: boolean;
}

export function columnsFor(width: number, rows: readonly NamespaceRow[]): Columns {
  const isWide = width >= OTHERS.wide + LEAST_NAME + 2;
  const longest = Math.max(LEAST_NAME, ...rows.map(({ title }) => displayWidth(printable(title))));
  const room = width - 3 - (isWide ? OTHERS.wide : OTHERS.narrow);
  return { width, isWide, name: Math.max(LEAST_NAME, Math.min(longest, room)) };
}

export function headerRow({ width, name, isWide }: Columns, more: string): Line {
  const start = `  ${padEnd('NAMESPACE', name)} ${padStart('ROWS', 4)}  ${padEnd('WORST', 5)} ${LETTERS}  `;
  const wide = `${padEnd('ENFORCES', 10)} ${padEnd('COULD ENFORCE', LONGEST_REACHABLE)} IN OUT LOADS  OWNER`;
  const left = line(span(`${start}${isWide ? wide : 'IN OUT'}`, 'text.strong'));
  // A title that is cut says less than how far the list goes on.
  const fitting = [more, more.replace(/ rows?/g, '').replaceAll(' ', '')].find(
    (text) => lineWidth(left) + displayWidth(text) + 2 <= width,
  );
  return fitting === undefined || fitting === '' ? left : spread(left, line(span(fitting, 'text.dim')), width - 1);
}

/** Without the cursor. */
export function namespaceRow(row: NamespaceRow, name: string, columns: Columns, news: News): Line {
  const start = line(
    padEnd(name, columns.name),
    ' ',
    padStart(row.rows === 0 ? '-' : String(row.rows), 4),
    '  ',
    ...toWidth(line(severityWord(row.worst)), 5),
    ' ',
    ...HEAT_AREAS.map(({ letter }) => heatCell(row.heat[letter])),
    '  ',
  );
  const isCluster = row.names.length === 0;
  if (isCluster) return withNews(line(...start), columns, news);
  const deny = [statusMark(row.ingress), span('  '), statusMark(row.egress)];
  if (!columns.isWide) return withNews(line(...start, ...deny, '   '), columns, news);
  const whole = line(
    ...start,
    padEnd(row.enforced ?? 'none', 10),
    ' ',
    padEnd(reachableText(row.reachable), LONGEST_REACHABLE),
    ' ',
    ...deny,
    '  ',
    padStart(String(row.workloads), 5),
    '  ',
    span(padEnd(printable(row.owner ?? '-'), news.size === 0 ? 0 : 8), 'text.dim'),
  );
  return withNews(whole, columns, news);
}

function heatCell(severity: Severity | undefined): Span {
  if (severity === undefined) return span(GLYPHS.waiting, 'text.dim');
  const [mark, token] = HEAT[severity];
  return span(mark, token);
}

/** Before it stand the cursor and a blank. */
function withNews(row: Line, { width }: Columns, news: News): Line {
  return line(...row, span(newsText(news, width - lineWidth(row) - 2), 'accent'));
}

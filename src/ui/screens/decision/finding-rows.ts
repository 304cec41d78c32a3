/** Findings of a decision as rows: severity, item, what is wrong and in which part. */
import type { Finding } from '../../../model/finding.ts';
import { printable } from '../../../text/printable.ts';
import { displayWidth, padEnd, wrap, wrapTo } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { itemMark } from '../../select/decision.ts';
import { type Line, line, span, spread, toWidth } from '../../text/line.ts';
import type { Decision, WalkView } from '../../types.ts';
import { severityWord } from '../../words.ts';
import { LABEL } from './fact-rows.ts';
import type { Block } from './folded.ts';

/** Rows of the worst finding that nothing else takes from it. */
const WORST = 4;

export function findingRows(view: WalkView, { findings }: Decision, width: number): readonly Line[] {
  return findings.flatMap((finding) => rowsOf(view, finding, width, Number.POSITIVE_INFINITY));
}

/** The worst first; those that have no room as a whole are counted. */
export function findingBlock(view: WalkView, { findings }: Decision, width: number): Block {
  const [first, ...others] = findings;
  if (first === undefined) return { least: 0, whole: 0, rows: () => [] };
  const worst = Math.min(WORST, wrap(printable(first.message), width - LABEL).length);
  const all = findings.flatMap((each) => rowsOf(view, each, width, Number.POSITIVE_INFINITY));
  return {
    least: worst + (others.length > 0 ? 1 : 0),
    whole: all.length,
    rows: (most) => (all.length <= most ? all : foldedRows(view, findings, width, most)),
  };
}

function foldedRows(view: WalkView, findings: readonly Finding[], width: number, most: number): readonly Line[] {
  const rows: Line[] = [];
  let shown = 0;
  for (const finding of findings) {
    const room = most - rows.length - (findings.length > 1 && most > 1 ? 1 : 0);
    const own = rowsOf(view, finding, width, shown === 0 ? Math.max(1, room) : Number.POSITIVE_INFINITY);
    if (own.length > room && shown > 0) break;
    rows.push(...own);
    shown++;
  }
  const left = findings.length - shown;
  if (left === 0 || rows.length >= most) return rows;
  return [...rows, line(' '.repeat(LABEL), span(`and ${count(left, 'more finding')}`, 'text.dim'))];
}

/** The part stands at the right where the message leaves room for it. */
function rowsOf(view: WalkView, finding: Finding, width: number, most: number): readonly Line[] {
  const room = width - LABEL;
  const message = printable(finding.message);
  const part = printable(finding.part ?? '');
  const hasRoom = displayWidth(message) + displayWidth(part) + 2 <= room;
  return wrapTo(message, room, most).map((text, at) => {
    if (at > 0) return line(' '.repeat(LABEL), text);
    return line(
      ...toWidth(line(severityWord(finding.severity)), 6),
      span(padEnd(itemMark(view.harden.snapshot, finding), LABEL - 6), 'text.dim'),
      ...spread(line(text), line(span(hasRoom ? part : '', 'text.dim')), room),
    );
  });
}

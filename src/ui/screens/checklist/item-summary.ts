/** On a narrow screen: the focused item in two lines under the list. */

import { printable } from '../../../text/printable.ts';
import { cutEnd } from '../../../text/width.ts';
import { keyIn } from '../../rebind.ts';
import { cursorOf, entriesList, entriesOf, focusedItem } from '../../select/checklist.ts';
import { BLANK, type Line, line, span } from '../../text/line.ts';
import type { WalkView } from '../../types.ts';
import { RESOLVED_TEXT, readinessWord, twoDigits } from '../../words.ts';
import { headline } from './model.ts';
import { rowReason } from './reason.ts';

export function itemSummaryRows(view: WalkView, width: number): readonly Line[] {
  const item = focusedItem(view.harden.snapshot, view.nav);
  if (item === undefined) return [BLANK, BLANK];
  return [
    line(
      ' ',
      span(twoDigits(item.number), 'text.strong'),
      '  ',
      cutEnd(headline(item, keyIn(view, 'items', 'platform')), width - 6),
    ),
    line('     ', cutEnd(nextText(view), width - 6)),
  ];
}

function nextText(view: WalkView): string {
  const item = focusedItem(view.harden.snapshot, view.nav);
  const entries = entriesOf(item, view.nav);
  const entry = item === undefined ? undefined : entries[cursorOf(entries, view.nav.cursors[entriesList(item.id)])];
  if (entry === undefined) return item?.why ?? '';
  if (entry.kind === 'question')
    return `Question: ${entry.summary.check.meta.title}. ${keyIn(view, 'items', 'open')}, then ${keyIn(view, 'entries', 'attest')}: answer it.`;
  if (entry.kind === 'waived')
    return `Waived: ${printable(entry.decision.title)}. ${printable(entry.decision.waiver.reason)}`;
  if (entry.kind === 'resolved') return `${printable(entry.row.title)}: ${RESOLVED_TEXT[entry.became]}`;
  return `Next: ${printable(entry.row.title)}, ${readinessWord(entry.lead.readiness).text}. ${rowReason(entry.row)}`;
}

/** What stands over the two parts of the list of items. */
import type { ItemSummary } from '../../../model/snapshot.ts';
import { padEnd, padStart } from '../../../text/width.ts';
import { allItems } from '../../select/checklist.ts';
import { type Line, line, strong } from '../../text/line.ts';
import type { WalkView } from '../../types.ts';

export function essentialsRow(view: WalkView, amount: number, isWide: boolean): Line {
  return titled(view, essentialsHeader(amount, essentialsOf(view), isWide));
}

export function furtherRow(view: WalkView, items: readonly ItemSummary[], isWide: boolean): Line {
  return titled(view, furtherHeader(items, isWide));
}

function essentialsOf({ harden }: WalkView): number {
  return allItems(harden.snapshot, {}).filter(({ essential }) => essential).length;
}

function essentialsHeader(amount: number, all: number, isWide: boolean): Line {
  const title = amount === all ? `THE ${all} ESSENTIALS` : `${amount} OF ${all} ESSENTIALS`;
  const text = isWide
    ? `${padEnd(`     ${title}`, 30)}ROWS TO DECIDE  WORST  STATE`
    : `${padEnd(` ${title}`, 25)}rows to decide   worst`;
  return line(text);
}

/** Titles are bold in the pane that has the keys. */
function titled({ nav }: WalkView, row: Line): Line {
  return nav.pane === 'items' ? strong(row) : row;
}

function furtherHeader(items: readonly ItemSummary[], isWide: boolean): Line {
  const sum = items.reduce((total, { rows }) => total + rows.length, 0);
  const title = isWide ? '     FURTHER' : ' FURTHER';
  const end = isWide ? 45 : 38;
  return line(`${padEnd(title, end - 4)}${padStart(sum === 0 ? '' : String(sum), 4)}`);
}

/** The names of the rows of an item: cut so that those in sight stay apart. */
import { printable } from '../../../text/printable.ts';
import type { Entry } from '../../select/checklist.ts';
import { rowName } from '../../select/row-name.ts';
import { cutApart, type Fitted } from '../../text/cut-apart.ts';
import type { WalkView } from '../../types.ts';
import { rowMark } from '../../words.ts';

/** Cells of what is said of a question after its name. */
export const QUESTION = 10;

/** `width`: of the whole row; `room`: of the name of a decision with its mark. */
export function entryNames(view: WalkView, entries: readonly Entry[], width: number, room: number): readonly string[] {
  return cutApart(entries.map((entry) => fittedName(view, entry, width, room)));
}

function fittedName(view: WalkView, entry: Entry, width: number, room: number): Fitted {
  switch (entry.kind) {
    case 'question':
      return { text: entry.summary.check.meta.title, width: width - QUESTION };
    case 'waived': {
      const { decision } = entry;
      return { ...rowName({ ...decision, members: [decision] }), width: width - untilText(entry).length - 2 };
    }
    case 'resolved':
      return { ...rowName(entry.row), width: width - entry.became.length - 3 };
    case 'decision':
      return { ...rowName(entry.row), width: room - markRoom(view, entry.id) };
  }
}

export function untilText({ decision }: Entry & { readonly kind: 'waived' }): string {
  return ` waived until ${printable(decision.waiver.expires.slice(0, 10))}`;
}

/** The word for the mark stands after the name, which gives way to it. */
export function markWord({ nav, now }: WalkView, id: string): string {
  if ((nav.unsettled[id] ?? 0) > now) return 'unsettled';
  const mark = nav.rowMarks[id];
  return mark === undefined ? '' : rowMark(mark)[1];
}

export function markRoom(view: WalkView, id: string): number {
  const word = markWord(view, id);
  return word === '' ? 0 : word.length + 1;
}

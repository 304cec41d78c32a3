/** Text to read: scrolled, and left again. */
import { type Control, navigation, notify, pop } from '../../control/control.ts';
import { moves, scrolling, within } from '../../control/move.ts';
import { openFilter } from '../../overlays/prompt/keys.ts';
import { defineKeys } from '../define.ts';
import { copyPage, hasCopy } from './copy.ts';
import { PAGE_LIST, searchOf } from './search.ts';
import { foundRows, pageRange } from './view.ts';

export const pageKeys = defineKeys('page', {
  on: {
    ...moves(scrolling(pageRange)),
    copy: copyPage,
    search: openFilter,
    next: (control) => toMatch(control, 1),
    previous: (control) => toMatch(control, -1),
    back: leavePage,
  },
  when: { copy: hasCopy, next: ({ nav }) => searchOf(nav) !== '' },
});

/** The next row that matches comes first; past the last one it begins anew. */
function toMatch(control: Control, by: 1 | -1): void {
  const view = control.view();
  const found = foundRows(view);
  const { scroll } = view.nav;
  const range = pageRange(view);
  // At the end of the text all matches below are in sight.
  const below = scroll >= range.max ? undefined : found.find((at) => at > scroll);
  const to = by > 0 ? (below ?? found[0]) : (found.findLast((at) => at < scroll) ?? found.at(-1));
  if (to === undefined) notify(control, 'info', 'Nothing to go to: / searches the text.');
  else control.nav.setState({ scroll: within(range, to) });
}

/** First the search goes, then the page. */
function leavePage(control: Control): void {
  const nav = navigation(control);
  if (searchOf(nav) === '') pop(control);
  else control.nav.setState({ filters: { ...nav.filters, [PAGE_LIST]: '' } });
}

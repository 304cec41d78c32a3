/** Text to read: scrolled, and left again. */
import { pop } from '../../control/control.ts';
import { moves, scrolling } from '../../control/move.ts';
import { defineKeys } from '../define.ts';
import { copyPage, hasCopy } from './copy.ts';
import { pageRange } from './view.ts';

export const pageKeys = defineKeys('page', {
  on: { ...moves(scrolling(pageRange)), copy: copyPage, back: pop },
  when: { copy: hasCopy },
});

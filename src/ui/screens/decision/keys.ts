/** What is done with the open decision. */
import { DECIDING } from '../../actions/deciding.ts';
import { pop } from '../../control/control.ts';
import { moves, scrolling } from '../../control/move.ts';
import { openMenu } from '../../overlays/menu/open.ts';
import { openDecision } from '../../select/decision.ts';
import { filesOfOpen } from '../../select/files.ts';
import type { WalkView } from '../../types.ts';
import { defineKeys } from '../define.ts';
import { askDetail } from './detail.ts';
import { decisionRange } from './view.ts';

export const decisionKeys = defineKeys('decision', {
  on: { ...moves(scrolling(decisionRange)), ...DECIDING, menu: openMenu, back: pop },
  drawn: askDetail,
  // A decision that is gone leaves the ways on and back.
  when: {
    up: isThere,
    menu: isThere,
    diff: isThere,
    add: isThere,
    waive: isThere,
    skip: isThere,
    yaml: isThere,
    files: ({ harden, nav }) => filesOfOpen(harden.snapshot, nav).length > 0,
    explain: isThere,
  },
});

function isThere({ harden, nav }: WalkView): boolean {
  return openDecision(harden.snapshot, nav) !== undefined;
}

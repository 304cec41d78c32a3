/** Screen 4: one decision; where it is wrong, what would change, what speaks for it. */

import { count } from '../../../text/words.ts';
import { LEFT_PANE, sideBySide } from '../../components/panes.ts';
import { bodyColumns, bodyRows, hasTwoPanes } from '../../frame/size.ts';
import { GLYPHS } from '../../glyphs.ts';
import { keyIn } from '../../rebind.ts';
import { type OpenDecision, openDecision } from '../../select/decision.ts';
import { BLANK, type Line, line, span } from '../../text/line.ts';
import type { ScreenContent, ScrollRange, WalkView } from '../../types.ts';
import { readinessWord, shortName } from '../../words.ts';
import { decisionFacts } from './facts.ts';
import { leftPane, leftWindow } from './left-pane.ts';
import { hint } from './model.ts';
import type { PaneSize } from './object-pane.ts';

export function decisionView(view: WalkView): ScreenContent {
  const open = openDecision(view.harden.snapshot, view.nav);
  if (open === undefined) {
    const back = keyIn(view, 'decision', 'back');
    const text = `This decision is gone: it was resolved, or the cluster changed. ${back} goes back.`;
    return { crumbs: ['Checklist', 'Decision'], right: BLANK, body: [BLANK, line('  ', text)], hint: '' };
  }
  const { row, lead, position, total, itemTitle } = open;
  return {
    crumbs: ['Checklist', itemTitle, row.members.length > 1 ? row.title : shortName(lead.subject)],
    right: line(
      `${hasTwoPanes(view) ? `row ${position} of ${total}` : `${position}/${total}`}   `,
      readinessWord(lead.readiness),
    ),
    body: body(view, open),
    hint: hint(open, (id) => keyIn(view, 'decision', id)),
  };
}

function body(view: WalkView, open: OpenDecision): readonly Line[] {
  const facts = factsPane(view, open);
  if (hasTwoPanes(view))
    return sideBySide(leftPane(view, open, paneSize(view), view.nav.scroll), facts, bodyRows(view));
  return [...leftPane(view, open, paneSize(view), view.nav.scroll), BLANK, ...facts.map((row) => [span(' '), ...row])];
}

/** The facts move with the object; a mark tells that there are more. */
function factsPane(view: WalkView, open: OpenDecision): readonly Line[] {
  const { facts, room } = factsWindow(view, open);
  if (facts.length <= room) return facts;
  const start = Math.max(0, Math.min(view.nav.scroll, facts.length - room));
  const below = facts.length - start - room;
  const shown = facts.slice(start, start + room);
  return below === 0
    ? shown
    : [...shown.slice(0, -1), line(span(`${GLYPHS.down} ${count(below + 1, 'row')}`, 'text.dim'))];
}

function factsWindow(view: WalkView, open: OpenDecision): { readonly facts: readonly Line[]; readonly room: number } {
  const width = bodyColumns(view) - (hasTwoPanes(view) ? LEFT_PANE + 3 : 2);
  const room = hasTwoPanes(view) ? bodyRows(view) : bodyRows(view) - paneSize(view).rows - 1;
  return { facts: decisionFacts(view, open, width, room), room };
}

/** Cells of the pane with the object: beside the facts, or above them. */
function paneSize(view: WalkView): PaneSize {
  const rows = bodyRows(view);
  if (hasTwoPanes(view)) return { rows, width: LEFT_PANE - 1 };
  return { rows: Math.max(5, Math.floor(rows * 0.4)), width: bodyColumns(view) - 2 };
}

export function decisionRange(view: WalkView): ScrollRange {
  const open = openDecision(view.harden.snapshot, view.nav);
  if (open === undefined) return { min: 0, max: 0 };
  const { total, room, from } = leftWindow(view, open, paneSize(view));
  const { facts, room: factsRoom } = factsWindow(view, open);
  return { min: -from, max: Math.max(total - room - from, facts.length - factsRoom, 0) };
}

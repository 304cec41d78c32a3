/** The plan: what was taken, in the order of writing; what is on; what it needs, and what all of it costs. */

import { remembered } from '../../../kube/remembered.ts';
import { printable } from '../../../text/printable.ts';
import { cutEnd, padEnd, padStart } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { listRows } from '../../components/list.ts';
import { bodyColumns, bodyRows } from '../../frame/size.ts';
import { GLYPHS } from '../../glyphs.ts';
import { keyIn } from '../../rebind.ts';
import { cursorOf } from '../../select/checklist.ts';
import { costText, PLAN_LIST, type PlanRow, planRows } from '../../select/plan.ts';
import { rowName } from '../../select/row-name.ts';
import { cutApart } from '../../text/cut-apart.ts';
import { labelled } from '../../text/labelled.ts';
import { BLANK, type Line, line, span, toWidth } from '../../text/line.ts';
import type { ScreenContent, WalkView } from '../../types.ts';
import { disruptionWord, readinessWord, shortName } from '../../words.ts';
import { rowReason } from '../checklist/reason.ts';

/** Cells of the columns after the title, and what stands before it. */
const READY = 13;
const COST = 38;
const MARKS = 9;
const LABEL = 12;

/** The footer asks for them as well. */
export const rowsOf = remembered(({ harden, nav, outlineOf }: WalkView) => planRows(harden.snapshot, nav, outlineOf));

export function planView(view: WalkView): ScreenContent {
  const rows = rowsOf(view);
  return {
    crumbs: ['Plan'],
    right: line(rows.length === 0 ? '' : costText(rows)),
    body: body(view, rows),
    hint: hintText(view),
  };
}

function hintText(view: WalkView): string {
  return `Nothing is written from here: ${keyIn(view, 'plan', 'review')} shows the diff, and asks.`;
}

function body(view: WalkView, rows: readonly PlanRow[]): readonly Line[] {
  if (rows.length === 0)
    return [
      BLANK,
      line(
        `  The plan is empty. ${keyIn(view, 'items', 'add')} in the checklist adds a decision, or all that is ready.`,
      ),
    ];
  const width = bodyColumns(view);
  const cursor = cursorOf(rows, view.nav.cursors[PLAN_LIST]);
  const details = detailRows(view, rows[cursor], width);
  const size = { room: bodyRows(view) - 1 - details.length, width };
  const names = cutApart(rows.map((row) => ({ ...rowName(row), width: titleRoom(width) - 1 - afterText(row).length })));
  const { lines } = listRows(view, PLAN_LIST, rows, size, (row, at) => planRow(row, at, names[at] ?? '', width));
  return [header(width), ...lines, ...details];
}

function titleRoom(width: number): number {
  return Math.max(18, width - MARKS - READY - (hasCost(width) ? COST : 0));
}

function hasCost(width: number): boolean {
  return width >= 90;
}

function header(width: number): Line {
  const cost = hasCost(width) ? 'RESTARTS' : '';
  return line(
    span(`${padEnd('   #   CHANGE', MARKS + titleRoom(width))}${padEnd('STATE', READY)}${cost}`, 'text.strong'),
  );
}

function afterText({ after }: PlanRow): string {
  return after.length === 0 ? '' : ` after ${after.join(', ')}`;
}

function planRow(row: PlanRow, at: number, name: string, width: number): Line {
  const room = titleRoom(width);
  const [lead] = row.members;
  const mark = row.isOn ? span(GLYPHS.marked, 'ready') : span(GLYPHS.waiting, 'text.dim');
  return line(
    mark,
    ` ${padStart(String(at + 1), 2)}  `,
    '  ',
    padEnd(`${name}${afterText(row)}`, room),
    ...toWidth(line(row.isOn && lead !== undefined ? readinessWord(lead.readiness) : span('off', 'text.dim')), READY),
    hasCost(width) && lead !== undefined ? cutEnd(disruptionWord(lead.disruption), COST) : '',
  );
}

function detailRows(view: WalkView, row: PlanRow | undefined, width: number): readonly Line[] {
  const [lead] = row?.members ?? [];
  if (row === undefined || lead === undefined) return [];
  const text = (label: string, words: string): readonly Line[] =>
    labelled(label, words, LABEL, width - 4, 2).map((each) => [span('  '), ...each]);
  const objects = row.steps.map(({ ref }) => shortName(ref));
  return [
    BLANK,
    ...text('Changes', `${count(objects.length, 'object')}: ${objects.join(', ')}`),
    ...text('Reason', rowReason({ id: row.id, title: row.title, members: row.members })),
    ...(lead.owner === null ? [] : text('Owner', printable(lead.owner.label))),
    ...(lead.inputs === undefined
      ? []
      : text('Lacks', `${count(lead.inputs.length, 'value')}: ${keyIn(view, 'plan', 'tell')} gives them.`)),
  ];
}

/** What stands beside the facts of a decision: the way of a right or the connections, else its object. */
import type { Detail } from '../../../model/detail.ts';
import type { OpenDecision } from '../../select/decision.ts';
import { BLANK, type Line, toWidth } from '../../text/line.ts';
import type { WalkView } from '../../types.ts';
import { accessRows } from './access-rows.ts';
import { networkRows } from './network-rows.ts';
import { objectPane, objectWindow, type PaneSize } from './object-pane.ts';

interface Window {
  /** Rows of text, how many of them are in sight, and the first one without scrolling. */
  readonly total: number;
  readonly room: number;
  readonly from: number;
}

export function leftPane(view: WalkView, open: OpenDecision, size: PaneSize, scroll: number): readonly Line[] {
  const detail = detailOf(view, open);
  if (detail === undefined) return objectPane(view, open, size, scroll);
  const { head } = objectWindow(view, open, size);
  const rows = rowsOf(detail, size.width);
  const room = size.rows - head.length;
  const start = Math.max(0, Math.min(scroll, rows.length - room));
  return [...head, ...rows.slice(start, start + room).map((row) => toWidth(row, size.width))];
}

export function leftWindow(view: WalkView, open: OpenDecision, size: PaneSize): Window {
  const { head, marked, room, from } = objectWindow(view, open, size);
  const detail = detailOf(view, open);
  if (detail === undefined) return { total: marked.length, room, from };
  return { total: rowsOf(detail, size.width).length, room: size.rows - head.length, from: 0 };
}

function detailOf({ nav }: WalkView, { lead }: OpenDecision): Detail | undefined {
  return nav.detail?.of === lead.id ? nav.detail.value : undefined;
}

const made = new WeakMap<Detail, { readonly width: number; readonly rows: readonly Line[] }>();

function rowsOf(detail: Detail, width: number): readonly Line[] {
  const known = made.get(detail);
  if (known?.width === width) return known.rows;
  const rows = [...(detail.kind === 'access' ? accessRows(detail, width) : networkRows(detail, width)), BLANK];
  made.set(detail, { width, rows });
  return rows;
}

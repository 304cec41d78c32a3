/** Moving: the same eight keys in every list and text. */

import { bodyRows } from '../frame.ts';
import { STEPS_LIST } from '../screens/apply.ts';
import { scrollRange } from '../screens/scroll.ts';
import { entriesList, entriesOf, focusedItem, ITEMS_LIST, itemsOf } from '../select/checklist.ts';
import { type Control, type Handler, harden, moveCursor, navigation } from './control.ts';

export const MOVES = ['up', 'down', 'page-up', 'page-down', 'half-up', 'half-down', 'first', 'last'] as const;
export type Move = (typeof MOVES)[number];

const FAR = 1_000_000;

function distance(move: Move, page: number): number {
  switch (move) {
    case 'up':
      return -1;
    case 'down':
      return 1;
    case 'page-up':
      return -page;
    case 'page-down':
      return page;
    case 'half-up':
      return -Math.ceil(page / 2);
    case 'half-down':
      return Math.ceil(page / 2);
    case 'first':
      return -FAR;
    case 'last':
      return FAR;
  }
}

type By = (control: Control, by: number) => void;

export function moves(by: By, page: (control: Control) => number = pageSize): Readonly<Record<Move, Handler>> {
  const handler =
    (move: Move): Handler =>
    (control) =>
      by(control, distance(move, Math.max(1, page(control))));
  return {
    up: handler('up'),
    down: handler('down'),
    'page-up': handler('page-up'),
    'page-down': handler('page-down'),
    'half-up': handler('half-up'),
    'half-down': handler('half-down'),
    first: handler('first'),
    last: handler('last'),
  };
}

function pageSize(control: Control): number {
  return bodyRows(control.view()) - 3;
}

export function moveItems(control: Control, by: number): void {
  const items = itemsOf(harden(control).snapshot, navigation(control));
  moveCursor(
    control,
    ITEMS_LIST,
    items.map(({ id }) => id),
    by,
  );
}

export function moveEntries(control: Control, by: number): void {
  const nav = navigation(control);
  const item = focusedItem(harden(control).snapshot, nav);
  if (item === undefined) return;
  moveCursor(
    control,
    entriesList(item.id),
    entriesOf(item, nav).map(({ id }) => id),
    by,
  );
}

export function moveSteps(control: Control, by: number): void {
  const { run } = navigation(control);
  const steps = run?.result?.steps ?? harden(control).run?.steps ?? [];
  moveCursor(
    control,
    STEPS_LIST,
    steps.map(({ step }) => String(step)),
    by,
  );
}

/** Decision and pages: the whole text moves. */
export function scrollText(control: Control, by: number): void {
  const { min, max } = scrollRange(control.view());
  control.nav.setState(({ scroll }) => ({ scroll: clamp(scroll + by, min, max) }));
}

export function scrollDiff(control: Control, by: number): void {
  const { min, max } = scrollRange(control.view());
  control.nav.setState(({ review }) =>
    review === undefined ? {} : { review: { ...review, scroll: clamp(review.scroll + by, min, max) } },
  );
}

export function scrollHelp(control: Control, by: number): void {
  const { min, max } = scrollRange(control.view());
  control.nav.setState(({ overlay }) =>
    overlay?.kind === 'help' ? { overlay: { ...overlay, scroll: clamp(overlay.scroll + by, min, max) } } : {},
  );
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, Math.max(min, max)));
}

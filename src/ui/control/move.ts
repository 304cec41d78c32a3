/** Moving: the same eight keys in every list and text. */

import { bodyRows } from '../frame/size.ts';
import type { ScrollRange, WalkView } from '../types.ts';
import { type Control, type Handler, navigation } from './control.ts';

const MOVES = ['up', 'down', 'page-up', 'page-down', 'half-up', 'half-down', 'first', 'last'] as const;
type Move = (typeof MOVES)[number];

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

export type By = (control: Control, by: number) => void;

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

/** The text of the screen moves as a whole, within the range that the screen gives. */
export function scrolling(range: (view: WalkView) => ScrollRange): By {
  return (control, by) => {
    const to = within(range(control.view()), navigation(control).scroll + by);
    control.nav.setState({ scroll: to });
  };
}

export function within({ min, max }: ScrollRange, value: number): number {
  return Math.max(min, Math.min(value, Math.max(min, max)));
}

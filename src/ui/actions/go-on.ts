/** What is accepted leaves the decisions: on to the next one, and the way back. */
import type { Place } from '../../store/nav.ts';
import {
  type Control,
  harden,
  navigation,
  pop,
  replace,
  sentence,
  setCursor,
  start,
  tell,
} from '../control/control.ts';
import { allItems, entriesList, entriesOf } from '../select/checklist.ts';
import type { WaivedDecision } from '../types.ts';

type DecisionPlace = Place & { readonly screen: 'decision' };

/** To be called before the open decision is gone; what it returns opens the next one, or the checklist after the last. */
export function afterDecision(control: Control): () => void {
  const place = navigation(control).stack.findLast((each): each is DecisionPlace => each.screen === 'decision');
  if (place === undefined) return () => undefined;
  const before = rowsOf(control, place.item);
  const later = before.slice(before.indexOf(place.row) + 1);
  return () => {
    const left = rowsOf(control, place.item);
    if (left.includes(place.row)) return;
    const next = later.find((row) => left.includes(row));
    if (next === undefined) {
      pop(control);
      return;
    }
    replace(control, { screen: 'decision', item: place.item, row: next });
    setCursor(control, entriesList(place.item), left, left.indexOf(next));
  };
}

function rowsOf(control: Control, id: string): readonly string[] {
  const item = allItems(harden(control).snapshot).find((each) => each.id === id);
  return entriesOf(item, { ...navigation(control), filters: {} }).flatMap((entry) =>
    entry.kind === 'decision' ? [entry.id] : [],
  );
}

export function endWaiver(control: Control, { id, title }: WaivedDecision): void {
  start(() => control.commands.endWaiver(id)).then(
    () => tell(control, 'info', `${title}: the waiver is ended, it is to decide again.`),
    (error: unknown) => tell(control, 'error', sentence(error)),
  );
}

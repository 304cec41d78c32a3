/** A waived decision leaves the list: on to the next one; and ending a waiver. */
import type { ScreenLocation } from '../../store/nav.ts';
import { errorText } from '../../text/errors.ts';
import { type Control, harden, navigation, notify, pop, replace, setCursor, start } from '../control/control.ts';
import { allItems, entriesList, entriesOf } from '../select/checklist.ts';
import type { WaivedDecision } from '../types.ts';

type DecisionLocation = ScreenLocation & { readonly screen: 'decision' };

/** Call it while the decision is still listed; the returned function opens the next one, or the checklist after the last. */
export function afterDecision(control: Control): () => void {
  const location = navigation(control).stack.findLast((each): each is DecisionLocation => each.screen === 'decision');
  if (location === undefined) return () => undefined;
  const before = rowsOf(control, location.item);
  const later = before.slice(before.indexOf(location.row) + 1);
  return () => {
    const left = rowsOf(control, location.item);
    if (left.includes(location.row)) return;
    const next = later.find((row) => left.includes(row));
    if (next === undefined) {
      pop(control);
      return;
    }
    replace(control, { screen: 'decision', item: location.item, row: next });
    setCursor(control, entriesList(location.item), left, left.indexOf(next));
  };
}

function rowsOf(control: Control, id: string): readonly string[] {
  const nav = navigation(control);
  const item = allItems(harden(control).snapshot, nav).find((each) => each.id === id);
  return entriesOf(item, { ...nav, filters: {} }).flatMap((entry) => (entry.kind === 'decision' ? [entry.id] : []));
}

export function endWaiver(control: Control, { id, title }: WaivedDecision): void {
  start(() => control.commands.endWaiver(id)).then(
    () => notify(control, 'info', `${title}: waiver ended; the decision is open again.`),
    (error: unknown) => notify(control, 'error', errorText(error)),
  );
}

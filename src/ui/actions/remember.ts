/** The place of the walk, kept for the next start. */
import { type Control, harden, navigation, sentence, tell } from '../control/control.ts';
import { keepPlace, placeOf } from '../select/walk-position.ts';

/** Keeps for next time where the walk stands. Losing it is no reason to disturb anybody. */
export function remember(control: Control): void {
  const place = placeOf(harden(control).snapshot, navigation(control));
  if (place === undefined) return;
  keepPlace(control.commands, place).catch((error: unknown) =>
    tell(control, 'warning', `Where the walk stands could not be kept: ${sentence(error)}`),
  );
}

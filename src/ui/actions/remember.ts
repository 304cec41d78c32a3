/** Where the walk stands, kept for the next start. */
import { type Control, errorText, harden, navigation, notify } from '../control/control.ts';
import { keepPosition, walkPosition } from '../select/walk-position.ts';

/** Keeps for next time where the walk stands. Losing it is no reason to disturb anybody. */
export function remember(control: Control): void {
  const position = walkPosition(harden(control).snapshot, navigation(control));
  if (position === undefined) return;
  keepPosition(control.commands, position).catch((error: unknown) =>
    notify(control, 'warning', `Your position was not saved: ${errorText(error)}`),
  );
}

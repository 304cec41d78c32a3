/** Saving the position of the walk for the next start. */
import { errorText } from '../../text/errors.ts';
import { type Control, harden, navigation, notify } from '../control/control.ts';
import { keepPosition, walkPosition } from '../select/walk-position.ts';

/** Saves the position for the next start. A failure is a warning: the walk goes on. */
export function remember(control: Control): void {
  const position = walkPosition(harden(control).snapshot, navigation(control));
  if (position === undefined) return;
  keepPosition(control.commands, position).catch((error: unknown) =>
    notify(control, 'warning', `Your position was not saved: ${errorText(error)}`),
  );
}

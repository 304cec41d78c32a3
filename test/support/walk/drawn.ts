/** What a person sees of the focus, read from the cells of the screen alone. */
import type { Reversed, Screen } from '../screen.ts';

const BUTTON = /^\[[▸>](Cancel|Apply|Undo)/;

export interface Drawn {
  /** Rows of lists in reverse that begin with the mark of the cursor. */
  readonly focus: readonly Reversed[];
  /** Buttons in reverse. */
  readonly buttons: readonly Reversed[];
  readonly reversed: readonly Reversed[];
}

export function drawn(screen: Screen): Drawn {
  const reversed = screen.reversed();
  return {
    reversed,
    focus: reversed.filter(({ text }) => /^[▸>]/.test(text)),
    buttons: reversed.filter(({ text }) => BUTTON.test(text)),
  };
}

/** Text to the clipboard, through the terminal. */
import { type Control, notify } from '../control/control.ts';

export function copy(control: Control, text: string): void {
  const isSent = control.options.copy?.(text) === true;
  if (isSent) notify(control, 'info', 'Copied, where the terminal allows programs to copy (OSC 52).');
  else notify(control, 'warning', 'This terminal cannot copy. The text stands here in full.');
}

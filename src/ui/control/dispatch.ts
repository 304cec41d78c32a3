/** The one way in for keys and pastes. */
import { printable } from '../../text/printable.ts';
import { isTooSmall } from '../frame.ts';
import { typedText } from '../input/keys.ts';
import { bindingFor } from '../keymap.ts';
import { scopeOf } from '../select/scope.ts';
import { type Control, harden, navigation, tell } from './control.ts';
import { HANDLERS, TYPING } from './handlers.ts';
import { interrupt, quit } from './quit.ts';

export function handleKey(control: Control, key: string): void {
  if (isTooSmall(control.view())) {
    handleBlindly(control, key);
    return;
  }
  const scope = scopeOf(harden(control), navigation(control));
  const binding = bindingFor(scope, key);
  if (binding !== undefined) {
    HANDLERS[binding.scope][binding.id]?.(control);
    return;
  }
  const text = printable(typedText(key) ?? '');
  if (text !== '') TYPING[scope]?.(control, text);
}

/** Nothing is done that cannot be seen; leaving always works. */
function handleBlindly(control: Control, key: string): void {
  if (key === 'q') quit(control, 0);
  if (key === 'ctrl-c') interrupt(control);
}

/** Pasted text goes into filters and forms; it never consents to anything and never unlocks anything. */
export function handlePaste(control: Control, text: string): void {
  if (isTooSmall(control.view())) return;
  const scope = scopeOf(harden(control), navigation(control));
  const { overlay } = navigation(control);
  const isAllowed = scope === 'form' || scope === 'help' || (scope === 'prompt' && overlay?.kind === 'filter');
  const oneLine = printable(text).replace(/\s+/g, ' ');
  if (isAllowed) TYPING[scope]?.(control, oneLine);
  else tell(control, 'info', 'Pasted text does not count here.');
}

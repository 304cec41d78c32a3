/** The one way in for keys and pastes, and the way back of what was drawn. */
import { printable } from '../../text/printable.ts';
import { isTooSmall } from '../frame/size.ts';
import { typedText } from '../input/keys.ts';
import { bindingFor } from '../keymap.ts';
import { currentKeys } from '../screens/index.ts';
import type { WalkView } from '../types.ts';
import { type Control, notify } from './control.ts';
import { globalKeys } from './global.ts';
import { interrupt, quit } from './quit.ts';

export function handleKey(control: Control, key: string): void {
  if (isTooSmall(control.view())) {
    handleBlindly(control, key);
    return;
  }
  const keys = currentKeys(control.view());
  const binding = bindingFor(keys.scope, key, control.options.keymap);
  if (binding !== undefined) {
    const { on } = binding.scope === 'global' ? globalKeys : keys;
    on[binding.id]?.(control);
    return;
  }
  const text = printable(typedText(key) ?? '');
  if (text !== '') keys.type?.(control, text);
}

/** After each frame: who has the keys may remember what was in sight. */
export function tellDrawn(control: Control, view: WalkView): void {
  if (!isTooSmall(view)) currentKeys(view).drawn?.(control, view);
}

/** Nothing is done that cannot be seen; leaving always works. */
function handleBlindly(control: Control, key: string): void {
  if (key === 'q') quit(control, 0);
  if (key === 'ctrl-c') interrupt(control);
}

/** Pasted text goes into filters and forms; it never consents to anything and never unlocks anything. */
export function handlePaste(control: Control, text: string): void {
  const view = control.view();
  if (isTooSmall(view)) return;
  const { type, takesPaste } = currentKeys(view);
  const oneLine = printable(text).replace(/\s+/g, ' ');
  if (takesPaste?.(view) === true) type?.(control, oneLine);
  else notify(control, 'info', 'Pasted text is ignored here.');
}

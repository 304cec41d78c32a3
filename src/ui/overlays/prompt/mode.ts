/** The modes of writing, and the typed name that unlocks it. */
import type { ModeRefusal } from '../../../session/commands.ts';
import { type Control, harden, navigation, notify } from '../../control/control.ts';
import { isWriting } from '../../select/stream.ts';

export const MODES = ['read-only', 'plan-only', 'apply'] as const;
type Mode = (typeof MODES)[number];

export function setMode(control: Control, [word = '', typed]: readonly string[]): void {
  const mode = MODES.find((known) => known === word);
  if (mode === undefined) {
    notify(control, 'warning', `The mode must be one of ${MODES.join(', ')}.`);
    return;
  }
  if (isWriting(navigation(control))) {
    notify(control, 'warning', 'The mode cannot change during a run.');
    return;
  }
  unlock(control, mode, typed);
}

/** Where the name of the context is asked for, it is typed in a line of its own: a paste does not count. */
export function unlock(control: Control, mode: Mode, typed: string | undefined): void {
  const refusal = control.commands.setMode(mode, typed);
  if (refusal === undefined) {
    notify(control, 'info', mode === 'apply' ? 'Writing is unlocked; every change asks for consent.' : `Mode ${mode}.`);
    return;
  }
  const canType = mode === 'apply' && harden(control).mode !== 'read-only' && refusal.code === 'untyped';
  const wrong = canType && typed ? `${typed} is not ${control.options.context}` : undefined;
  notify(control, 'warning', wrong === undefined ? refusalText(refusal) : `${wrong}.`);
  if (canType)
    control.nav.setState({ overlay: { kind: 'context', text: '', ...(wrong === undefined ? {} : { wrong }) } });
}

function refusalText(refusal: ModeRefusal): string {
  if (refusal.code === 'fixed') return `This session stays ${refusal.mode}.`;
  return `Type ${refusal.context} to unlock writing to it.`;
}

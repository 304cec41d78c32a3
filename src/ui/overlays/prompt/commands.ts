/** Commands after `:`, and the modes of writing. */

import type { ModeRefusal } from '../../../session/commands.ts';
import { showPlan } from '../../actions/deciding.ts';
import { showCoverage } from '../../actions/display.ts';
import { showNamespaces } from '../../actions/namespaces.ts';
import { type Control, harden, navigation, notify, push } from '../../control/control.ts';
import { quit } from '../../control/quit.ts';
import { isWriting } from '../../select/stream.ts';

/** Every command there is, as `tab` completes it. */
export const COMMANDS = ['mode read-only', 'mode plan-only', 'mode apply', 'ns', 'messages', 'coverage', 'plan', 'q'];
const MODES = ['read-only', 'plan-only', 'apply'] as const;
type Mode = (typeof MODES)[number];

export function runCommand(control: Control, text: string): void {
  const [command = '', ...rest] = text.split(/\s+/);
  switch (command) {
    case '':
      return;
    case 'q':
    case 'quit':
      quit(control, 0);
      return;
    case 'messages':
      push(control, { screen: 'page', page: { kind: 'messages' } });
      return;
    case 'coverage':
      showCoverage(control);
      return;
    case 'ns':
      showNamespaces(control);
      return;
    case 'plan':
      showPlan(control);
      return;
    case 'mode':
      setMode(control, rest);
      return;
    default:
      notify(control, 'warning', `Unknown command ${command}. Commands: mode, ns, messages, coverage, plan, q.`);
      return;
  }
}

function setMode(control: Control, [word = '', typed]: readonly string[]): void {
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

/** Leaving: never in the middle of a write. */

import { stopRun } from '../screens/review/run.ts';
import { isWriting } from '../select/stream.ts';
import { type Control, navigation, notify } from './control.ts';

const INTERRUPTED = 130;
/** A ctrl-c that was meant for a run may arrive when it has ended. */
const GRACE_MS = 1000;

export function quit(control: Control, code: number): void {
  if (isRunning(control)) {
    notify(control, 'warning', 'A run is in progress: ctrl-c stops it after this change.');
    return;
  }
  control.exit(code);
}

/** ctrl-c: while a run goes the first one stops it after this change, the second leaves at once. */
export function interrupt(control: Control): void {
  if (hasJustEnded(control)) {
    notify(control, 'info', 'The run has ended; ctrl-c again quits.');
    return;
  }
  if (!isRunning(control) || navigation(control).run?.stopping === true) {
    control.exit(INTERRUPTED);
    return;
  }
  stopRun(control);
  notify(control, 'warning', 'Stopping after this change; ctrl-c again quits at once.');
}

/** A run is watched to its end: a process that is stopped could take nothing back. */
export function suspend(control: Control): void {
  if (isRunning(control))
    notify(
      control,
      'warning',
      'Not suspended: a run is in progress, and is watched. ctrl-c stops it after this change.',
    );
  else control.suspend();
}

function isRunning(control: Control): boolean {
  return isWriting(navigation(control));
}

function hasJustEnded(control: Control): boolean {
  const endedAt = navigation(control).run?.endedAt;
  return endedAt !== undefined && control.now() - endedAt < GRACE_MS;
}

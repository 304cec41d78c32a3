/** Asks of each picture what stands behind the open decision; frames show what was answered last. */
import type { ScanSnapshot } from '../../../model/snapshot.ts';
import { type Control, isOn, start } from '../../control/control.ts';
import { openDecision } from '../../select/decision.ts';
import type { WalkView } from '../../types.ts';

interface Asked {
  readonly of: string;
  readonly seen: ScanSnapshot;
  readonly at: number;
  /** Waits until the pause is over. */
  readonly later?: NodeJS.Timeout;
}
const asked = new WeakMap<Control, Asked>();

/** A cluster that changes all the time is not asked about all the time. */
const PAUSE_MS = 2000;

/** After a frame was drawn: no key waits for it. */
export function askDetail(control: Control, { harden: { snapshot }, nav }: WalkView): void {
  const of = openDecision(snapshot, nav)?.lead.id;
  const last = asked.get(control);
  if (of === undefined || snapshot === undefined || (last?.of === of && last.seen === snapshot)) return;
  if (last?.of !== of || control.now() - last.at >= PAUSE_MS) ask(control, of, snapshot);
  else if (last.later === undefined)
    asked.set(control, { ...last, later: setTimeout(() => askAgain(control), PAUSE_MS).unref() });
}

function askAgain(control: Control): void {
  const { harden, nav } = control.view();
  const of = openDecision(harden.snapshot, nav)?.lead.id;
  if (of !== undefined && harden.snapshot !== undefined && isOn(control, 'decision')) ask(control, of, harden.snapshot);
}

function ask(control: Control, of: string, seen: ScanSnapshot): void {
  clearTimeout(asked.get(control)?.later);
  const now: Asked = { of, seen, at: control.now() };
  asked.set(control, now);
  const show = (value: Awaited<ReturnType<Control['commands']['detail']>>): void => {
    // Who has gone on meanwhile is shown what is asked then.
    if (asked.get(control)?.of === of) control.nav.setState({ detail: { of, value } });
  };
  start(() => control.commands.detail(of)).then(show, () => show(undefined));
}

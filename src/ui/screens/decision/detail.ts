/** Asks once a picture what stands behind the open decision; frames show what was answered last. */
import type { ScanSnapshot } from '../../../model/snapshot.ts';
import { type Control, start } from '../../control/control.ts';
import { openDecision } from '../../select/decision.ts';
import type { WalkView } from '../../types.ts';

interface Asked {
  readonly of: string;
  readonly seen: ScanSnapshot;
}
const asked = new WeakMap<Control, Asked>();

/** After a frame was drawn: no key waits for it. */
export function askDetail(control: Control, { harden: { snapshot }, nav }: WalkView): void {
  const of = openDecision(snapshot, nav)?.lead.id;
  if (of === undefined || snapshot === undefined) return;
  const last = asked.get(control);
  if (last?.of === of && last.seen === snapshot) return;
  const now: Asked = { of, seen: snapshot };
  asked.set(control, now);
  const show = (value: Awaited<ReturnType<Control['commands']['detail']>>): void => {
    // Who has gone on meanwhile is shown what is asked then.
    if (asked.get(control) === now) control.nav.setState({ detail: { of, value } });
  };
  start(() => control.commands.detail(of)).then(show, () => show(undefined));
}

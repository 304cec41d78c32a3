/** Follows what the session publishes: keeps orders, cursors and the plan, asks once where the walk was left. */
import type { ScanSnapshot } from '../../model/snapshot.ts';
import { stableOrder } from '../../store/cursor.ts';
import type { HardenState } from '../../store/state.ts';
import { allEntries, entriesList, resolvedEntries } from '../select/checklist.ts';
import { firstOf, isWholeReading } from '../select/progress.ts';
import { keepChanges } from './changes.ts';
import { type Control, harden, start } from './control.ts';
import { askEarlier } from './earlier.ts';

/** Returns the function that ends it. */
export function followSession(control: Control): () => void {
  let seen: ScanSnapshot | undefined;
  let seenIn: HardenState['phase'] | undefined;
  let asked = false;
  let compared = false;
  const follow = (): void => {
    const { snapshot, phase } = harden(control);
    keepFirst(control);
    // That everything is read may be said after the last picture.
    if (snapshot === undefined || (snapshot === seen && phase === seenIn)) return;
    seen = snapshot;
    seenIn = phase;
    keepChanges(control, snapshot);
    keepOrders(control, snapshot);
    if (!compared && isWholeReading(harden(control))) {
      compared = true;
      askEarlier(control);
    }
    if (asked) return;
    asked = true;
    recall(control);
  };
  follow();
  return control.store.subscribe(follow);
}

/** A walk that began while it was still read is measured from the first whole picture. */
function keepFirst(control: Control): void {
  const { first, firstCounts } = control.nav.getState();
  if (first !== undefined || firstCounts === undefined) return;
  const whole = firstOf(harden(control));
  if (whole !== undefined) control.nav.setState({ first: whole });
}

function keepOrders(control: Control, snapshot: ScanSnapshot): void {
  const isGone = goneFrom(control, snapshot);
  control.nav.setState(({ orders, plan, stack, ...nav }) => ({
    orders: {
      ...orders,
      ...Object.fromEntries(
        snapshot.items.map((item) => {
          const list = entriesList(item.id);
          return [
            list,
            stableOrder(
              // While nobody has seen a list, nothing in it has to stay where it is.
              stack.at(-1)?.screen === 'connect' ? undefined : orders[list],
              [...allEntries(item), ...resolvedEntries(item, { resolved: nav.resolved })].map(({ id }) => id),
            ),
          ];
        }),
      ),
    },
    plan: plan.some(isGone) ? plan.filter((id) => !isGone(id)) : plan,
  }));
}

/** What is not read yet may still come. */
function goneFrom(control: Control, { decisions }: ScanSnapshot): (id: string) => boolean {
  const known = new Set(decisions.map(({ id }) => id));
  return (id) => harden(control).phase !== 'reading' && !known.has(id);
}

/** Not being able to remember is no reason not to begin. */
function recall(control: Control): void {
  start(() => control.commands.recall()).then(
    ({ skipped, plan, ...remembered }) => {
      // What was done or is gone since then is no part of the plan, whether or not another picture comes.
      const { snapshot } = harden(control);
      const isGone = snapshot === undefined ? () => false : goneFrom(control, snapshot);
      const open = plan.filter((id) => !isGone(id));
      control.nav.setState((nav) => ({ remembered, skipped, plan: [...new Set([...nav.plan, ...open])] }));
    },
    () => undefined,
  );
}

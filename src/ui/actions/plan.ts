/** What goes into the plan and out of it. */

import { countDecisions, decisionsInRows } from '../../model/rows/to-decide.ts';
import { type Control, harden, navigation, notify } from '../control/control.ts';
import { keyIn } from '../rebind.ts';
import type { Decision } from '../types.ts';

/** Everything of it in the plan goes out; else what lacks goes in. True when something went in. */
export function togglePlanned({ nav }: Control, ids: readonly string[]): boolean {
  const { plan } = nav.getState();
  const isPlanned = ids.every((id) => plan.includes(id));
  nav.setState({ plan: isPlanned ? plan.filter((id) => !ids.includes(id)) : [...new Set([...plan, ...ids])] });
  return !isPlanned;
}

/** Said after what went in. */
export function inPlan(control: Control): string {
  return `added to the plan. ${keyIn(control, 'items', 'plan')} shows it.`;
}

/** All that is ready and refused by nothing; nothing that needs a look. */
export function planReady(control: Control, title: string, decisions: readonly Decision[]): void {
  const ready = decisions.filter(
    ({ variants: [first], refusal }) => first?.readiness === 'ready' && (first.refusal ?? refusal) === undefined,
  );
  if (ready.length === 0) {
    notify(
      control,
      'info',
      `${title}: nothing is ready. ${keyIn(control, 'items', 'open')} shows what there is to decide.`,
    );
    return;
  }
  const { plan } = navigation(control);
  const added = ready.filter(({ id }) => !plan.includes(id));
  const isIn = togglePlanned(
    control,
    ready.map(({ id }) => id),
  );
  const counted = countDecisions(isIn ? added : ready, harden(control).snapshot?.items ?? []);
  const text = isIn ? inPlan(control) : 'removed from the plan.';
  notify(control, 'info', `${title}: ${decisionsInRows(counted, 'ready decision')} ${text}`);
}

/** What goes into the plan and out of it. */
import { count } from '../../text/words.ts';
import { type Control, navigation, notify } from '../control/control.ts';
import type { Decision } from '../types.ts';

/** Everything of it in the plan goes out; else what lacks goes in. True when something went in. */
export function togglePlanned({ nav }: Control, ids: readonly string[]): boolean {
  const { plan } = nav.getState();
  const isPlanned = ids.every((id) => plan.includes(id));
  nav.setState({ plan: isPlanned ? plan.filter((id) => !ids.includes(id)) : [...new Set([...plan, ...ids])] });
  return !isPlanned;
}

/** All that is ready and refused by nothing; nothing that needs a look. */
export function planReady(control: Control, title: string, decisions: readonly Decision[]): void {
  const ready = decisions.filter(
    ({ variants: [first], refusal }) => first?.readiness === 'ready' && (first.refusal ?? refusal) === undefined,
  );
  if (ready.length === 0) {
    notify(control, 'info', `${title}: nothing is ready. enter shows what there is to decide.`);
    return;
  }
  const { plan } = navigation(control);
  const added = ready.filter(({ id }) => !plan.includes(id)).length;
  const isIn = togglePlanned(
    control,
    ready.map(({ id }) => id),
  );
  const text = isIn
    ? `${count(added, 'ready decision')} added to the plan. P shows it.`
    : `${count(ready.length, 'ready decision')} removed from the plan.`;
  notify(control, 'info', `${title}: ${text}`);
}

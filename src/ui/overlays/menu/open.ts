/** The menu of a decision: what to do with it, and in which variant. */
import type { MenuItem } from '../../../store/nav.ts';
import { type Control, harden, navigation, pop } from '../../control/control.ts';
import { keyOf } from '../../rebind.ts';
import { openDecision, variantLabel } from '../../select/decision.ts';
import { filesOfOpen } from '../../select/files.ts';
import type { Decision } from '../../types.ts';

export function openMenu(control: Control): void {
  const open = openDecision(harden(control).snapshot, navigation(control));
  if (open === undefined) {
    pop(control);
    return;
  }
  const { lead } = open;
  const letter = (id: string): string => keyOf(control.options.keymap, 'decision', id);
  const variants = lead.variants.map((_, at): MenuItem => {
    const label = lead.variants.length === 1 ? '' : `: ${variantLabel(lead, at)}`;
    const key = at === 0 ? letter('diff') : String(at + 1);
    return { key, label: `Show the diff${anyway(lead)}${label}${against(lead)}`, value: `variant:${at}` };
  });
  const isPlanned = navigation(control).plan.includes(lead.id);
  const add = {
    key: letter('add'),
    label: isPlanned ? 'Remove from the plan' : `Add to the plan${anyway(lead)}${against(lead)}`,
    value: 'add',
  };
  const items: readonly MenuItem[] = [
    ...variants,
    ...(variants.length === 0 ? [] : [add]),
    ...(lead.inputs === undefined ? [] : [{ key: 'v', label: 'Give the missing values', value: 'tell' }]),
    ...(filesOfOpen(harden(control).snapshot, navigation(control)).length > 0
      ? [{ key: letter('files'), label: 'The files that it takes', value: 'files' }]
      : []),
    { key: letter('explain'), label: 'Why, and what to do', value: 'explain' },
    { key: letter('waive'), label: 'Waive with a reason and an expiry', value: 'waive' },
    { key: letter('skip'), label: 'Skip for now', value: 'skip' },
    { key: letter('next'), label: 'Next decision', value: 'next' },
    { label: 'Back', value: 'back' },
  ];
  control.nav.setState({ overlay: { kind: 'menu', title: 'Actions', items, index: 0 } });
}

/** Choosing the entry acknowledges the refusal. */
function anyway({ refusal }: Decision): string {
  return refusal?.allow === undefined ? '' : ' anyway';
}

function against({ refusal }: Decision): string {
  return refusal?.allow === undefined ? '' : ` (${refusal.reason})`;
}

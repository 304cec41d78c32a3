/** The menu of a decision: what to do with it, and in which variant. */
import type { MenuItem } from '../../store/nav.ts';
import { openDecision, variantLabel } from '../select/decision.ts';
import type { Decision } from '../types.ts';
import { acknowledge, allowances } from './allow.ts';
import { addToPlan, explain, skip, waive } from './checklist.ts';
import { type Control, type Handler, harden, navigation, pop } from './control.ts';
import { openTell } from './forms.ts';
import { openReview } from './review.ts';
import { step } from './step.ts';

const ACTIONS: Readonly<Record<string, Handler>> = {
  add: addAcknowledged,
  tell: (control) => openTell(control, openDecision(harden(control).snapshot, navigation(control))?.lead.inputs ?? []),
  waive,
  skip,
  explain,
  next: (control) => step(control, 1),
  back: pop,
};

export function openMenu(control: Control): void {
  const open = openDecision(harden(control).snapshot, navigation(control));
  if (open === undefined) {
    pop(control);
    return;
  }
  const { lead } = open;
  const variants = lead.variants.map((_, at): MenuItem => {
    const label = lead.variants.length === 1 ? '' : `: ${variantLabel(lead, at)}`;
    return { label: `Show the diff${label}${acknowledged(lead)}`, value: `variant:${at}` };
  });
  const isPlanned = navigation(control).plan.includes(lead.id);
  const add = { label: isPlanned ? 'Take out of the plan' : `Add to the plan${acknowledged(lead)}`, value: 'add' };
  const items: readonly MenuItem[] = [
    ...variants,
    ...(variants.length === 0 ? [] : [add]),
    ...(lead.inputs === undefined ? [] : [{ label: 'Tell what is missing for more', value: 'tell' }]),
    { label: 'Why, and what to do', value: 'explain' },
    { label: 'Waive, with a reason and an expiry', value: 'waive' },
    { label: 'Skip for now', value: 'skip' },
    { label: 'Next decision', value: 'next' },
    { label: 'Back', value: 'back' },
  ];
  control.nav.setState({ overlay: { kind: 'menu', title: 'What to do with it', items, index: 0 } });
}

/** Choosing it acknowledges what stands against the change. */
function acknowledged({ refusal }: Decision): string {
  return refusal?.allow === undefined ? '' : `, although ${refusal.reason}`;
}

export function moveMenu({ nav }: Control, by: 1 | -1): void {
  nav.setState(({ overlay }) => {
    if (overlay?.kind !== 'menu') return {};
    const index = Math.max(0, Math.min(overlay.index + by, overlay.items.length - 1));
    return { overlay: { ...overlay, index } };
  });
}

export function closeOverlay({ nav }: Control): void {
  nav.setState({ overlay: undefined });
}

export function chooseInMenu(control: Control): void {
  const { overlay } = navigation(control);
  closeOverlay(control);
  if (overlay?.kind !== 'menu') return;
  const value = overlay.items[overlay.index]?.value ?? 'back';
  if (value.startsWith('variant:')) {
    showVariant(control, Number(value.slice('variant:'.length)));
    return;
  }
  ACTIONS[value]?.(control);
}

function addAcknowledged(control: Control): void {
  const open = openDecision(harden(control).snapshot, navigation(control));
  if (open !== undefined)
    acknowledge(
      control,
      open.row.members.map(({ id }) => id),
    );
  addToPlan(control);
}

/** All members of the row in the same variant. */
function showVariant(control: Control, variant: number): void {
  const open = openDecision(harden(control).snapshot, navigation(control));
  if (open === undefined) return;
  const ids = open.row.members.map(({ id }) => id);
  acknowledge(control, ids);
  openReview(control, ids, open.row.title, {
    variants: Object.fromEntries(ids.map((id) => [id, variant])),
    ...allowances(control, ids),
  });
}

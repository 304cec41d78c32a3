/** Changes that are refused by default: acknowledged once in the menu, a decision stays acknowledged. */

import type { Acknowledgement } from '../../model/decision.ts';
import type { PreviewOptions } from '../../session/commands.ts';
import { type Control, harden, navigation } from '../control/control.ts';
import { keyIn } from '../rebind.ts';
import { refusalText } from '../select/decision.ts';
import type { Decision } from '../types.ts';

export function acknowledge({ nav }: Control, ids: readonly string[]): void {
  nav.setState(({ acknowledged }) => ({ acknowledged: [...new Set([...acknowledged, ...ids])] }));
}

/** Why this decision has no change to show or plan; undefined when it has one. */
export function notOffered(control: Control, { id, refusal, variants }: Decision): string | undefined {
  const enter = keyIn(control, 'decision', 'menu');
  if (refusal !== undefined && (variants.length === 0 || refusal.allow === undefined))
    return refusalText({ reason: refusal.reason }, enter);
  if (variants.length === 0) return `No automatic change. ${keyIn(control, 'entries', 'explain')}: what to do instead.`;
  const isTaken = refusal === undefined || navigation(control).acknowledged.includes(id);
  return isTaken ? undefined : refusalText(refusal, enter);
}

/** An allowance holds for a whole preview: it is given only when every decision that needs it was acknowledged. */
export function allowances(control: Control, ids: readonly string[]): PreviewOptions {
  const { acknowledged } = navigation(control);
  const decisions = (harden(control).snapshot?.decisions ?? []).filter(({ id }) => ids.includes(id));
  const isAllowed = (what: Acknowledgement): boolean => {
    const asking = decisions.filter(({ refusal }) => refusal?.allow === what);
    return asking.length > 0 && asking.every(({ id }) => acknowledged.includes(id));
  };
  return { includeSystem: isAllowed('system'), allowManaged: isAllowed('managed') };
}

/** One decision with everything that helps to make it. Pure. */

import type { Refusal } from '../../model/decision.ts';
import type { Finding } from '../../model/finding.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import { currentLocation, type NavState } from '../../store/nav.ts';
import { printable } from '../../text/printable.ts';
import type { Decision, DecisionRow } from '../types.ts';
import { twoDigits } from '../words.ts';
import { allItems, entriesOf } from './checklist.ts';

export interface OpenDecision {
  readonly row: DecisionRow;
  readonly lead: Decision;
  /** Position among the decisions of the item, from 1. */
  readonly position: number;
  readonly total: number;
  readonly itemTitle: string;
}

/** The decision of the decision screen; undefined when it is resolved or gone. */
export function openDecision(snapshot: ScanSnapshot | undefined, nav: NavState): OpenDecision | undefined {
  const location = nav.stack.findLast(({ screen }) => screen === 'decision') ?? currentLocation(nav);
  if (location.screen !== 'decision') return undefined;
  const item = allItems(snapshot, nav).find(({ id }) => id === location.item);
  if (item === undefined) return undefined;
  const entries = entriesOf(item, { ...nav, filters: {} }).filter(({ kind }) => kind === 'decision');
  const at = entries.findIndex(({ id }) => id === location.row);
  const entry = entries[at];
  if (entry?.kind !== 'decision') return undefined;
  return {
    row: entry.row,
    lead: entry.lead,
    position: at + 1,
    total: entries.length,
    itemTitle: `${twoDigits(item.number)} ${item.title}`,
  };
}

/** Number of the item of a finding's check: "12", or its area for items without a number. */
export function itemMark(snapshot: ScanSnapshot | undefined, finding: Finding): string {
  const item = snapshot?.items.find(({ checks }) => checks.some(({ check }) => check.meta.id === finding.check));
  return item === undefined ? '··' : twoDigits(item.number);
}

/** "ready, resolves 4 of 6 findings". */
export function variantLabel(lead: Decision, index: number): string {
  const variant = lead.variants[index];
  if (variant === undefined) return '';
  return `${variant.readiness}, resolves ${variant.findings.length} of ${lead.findings.length} findings`;
}

/** What is to be done stands before the reason, which the line may not have room for. `enter`: the key of the menu. */
export function refusalText({ reason, allow }: Refusal, enter: string): string {
  const anyway = allow === undefined ? '' : ` (${enter}: see the diff anyway)`;
  return `Refused${anyway}: ${printable(reason)}`;
}

/** Guidance and references of the checks behind a decision. */
export function checksOf(lead: Decision): readonly string[] {
  return [...new Set(lead.findings.map(({ check }) => check))];
}

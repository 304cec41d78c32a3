/** The plan as its screen shows it: what was taken, in the order of writing, and what all of it costs. Pure. */
import type { OutlineStep } from '../../model/plan.ts';
import type { ItemSummary, ScanSnapshot } from '../../model/snapshot.ts';
import type { NavState } from '../../store/nav.ts';
import { count } from '../../text/words.ts';
import type { Decision, DecisionRow } from '../types.ts';

export const PLAN_LIST = 'plan';

export interface PlanRow {
  /** Of the row in the checklist. */
  readonly id: string;
  readonly item: string;
  readonly title: string;
  /** Those of its decisions that were taken. */
  readonly members: readonly Decision[];
  readonly isOn: boolean;
  readonly steps: readonly OutlineStep[];
  /** Places in the plan, from 1, of what has to be there before it. */
  readonly after: readonly number[];
}

export function plannedIds({ plan, planOff }: Pick<NavState, 'plan' | 'planOff'>): readonly string[] {
  return plan.filter((id) => !planOff.includes(id));
}

export function planRows(
  snapshot: ScanSnapshot | undefined,
  nav: Pick<NavState, 'plan' | 'planOff'>,
  outline: (ids: readonly string[]) => readonly OutlineStep[],
): readonly PlanRow[] {
  if (snapshot === undefined || nav.plan.length === 0) return [];
  const steps = outline(nav.plan);
  const rows = snapshot.items
    .flatMap((item) => allRows(item).map((row) => ({ item: item.id, row })))
    .map(({ item, row }) => ({ id: row.id, item, title: row.title, members: taken(row.members, nav.plan) }))
    .filter(({ members }) => members.length > 0)
    .map((row) => ({ ...row, steps: steps.filter(({ decisions }) => isOf(row.members, decisions)) }))
    .toSorted((left, right) => first(left.steps) - first(right.steps));
  return rows.map((row, at) => ({
    ...row,
    isOn: row.members.some(({ id }) => !nav.planOff.includes(id)),
    after: rows.flatMap((other, place) => (place !== at && isNeeded(row.steps, other.steps) ? [place + 1] : [])),
  }));
}

/** What is folded stays in the plan, and is in its diff: it is listed, too. */
function allRows({ rows, platform = [] }: ItemSummary): readonly DecisionRow[] {
  return [...new Map([...rows, ...platform].map((row) => [row.id, row])).values()];
}

/** "7 objects: 2 rollouts, 1 may close connections, 1 removes permissions". */
export function costText(rows: readonly PlanRow[]): string {
  const on = rows.filter(({ isOn }) => isOn);
  const steps = [...new Map(on.flatMap((row) => row.steps).map((step) => [step.step, step])).values()];
  const of = (disruption: OutlineStep['disruption']): number =>
    steps.filter((step) => step.disruption === disruption).length;
  const [rollouts, traffic, access] = [of('rollout'), of('traffic'), of('access')];
  const parts = [
    rollouts === 0 ? 'no restart' : count(rollouts, 'rollout'),
    ...(traffic === 0 ? [] : [`${traffic} may close connections`]),
    ...(access === 0 ? [] : [`${access} ${access === 1 ? 'removes' : 'remove'} permissions`]),
  ];
  return `${on.length} of ${count(rows.length, 'row')} on, ${count(steps.length, 'object')}: ${parts.join(', ')}.`;
}

function taken(members: readonly Decision[], plan: readonly string[]): readonly Decision[] {
  return members.filter(({ id }) => plan.includes(id));
}

function isOf(members: readonly Decision[], decisions: readonly string[]): boolean {
  return members.some(({ id }) => decisions.includes(id));
}

function first(steps: readonly OutlineStep[]): number {
  return steps[0]?.step ?? Number.POSITIVE_INFINITY;
}

function isNeeded(steps: readonly OutlineStep[], by: readonly OutlineStep[]): boolean {
  const needs = new Set(steps.flatMap((step) => step.needs));
  return by.some(({ step }) => needs.has(step));
}

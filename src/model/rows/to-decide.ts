/** How much there is to decide: decisions, and the rows that hold them. The one way to count both, and to say it. */
import { remembered } from '../../kube/remembered.ts';
import { count } from '../../text/words.ts';
import { type Decision, type DecisionRow, rowOfThese } from '../decision.ts';
import type { ItemSummary } from '../snapshot.ts';

export interface ToDecide {
  /** Every member of every row. */
  readonly decisions: number;
  /** Each takes one yes. */
  readonly rows: number;
}

type Items = readonly ItemSummary[];

/** "18 decisions in 5 rows"; "5 decisions" where each has a row of its own. `one`: "ready decision". */
export function decisionsInRows(counted: ToDecide, one = 'decision'): string {
  return `${count(counted.decisions, one)}${inRows(counted)}`;
}

/** " in 5 rows", for what stands after a number of decisions; '' where each has a row of its own. */
export function inRows({ decisions, rows }: ToDecide): string {
  return rows === decisions ? '' : ` in ${count(rows, 'row')}`;
}

/** "18 decisions in 5 rows cover", "1 decision covers". */
export function decisionsDo(verb: string, counted: ToDecide): string {
  return `${decisionsInRows(counted)} ${counted.decisions === 1 ? `${verb}s` : verb}`;
}

export function countRows(rows: readonly DecisionRow[]): ToDecide {
  return { decisions: rows.reduce((sum, { members }) => sum + members.length, 0), rows: rows.length };
}

/** Of these decisions, as the rows of a picture hold them; one that no row holds counts for itself. */
export function countDecisions(decisions: readonly Pick<Decision, 'id'>[], items: Items): ToDecide {
  const rows = rowOfDecision(items);
  return { decisions: decisions.length, rows: new Set(decisions.map(({ id }) => rows.get(id)?.id ?? id)).size };
}

/** The rows that hold any of these decisions, with these alone, in the order of their first members. */
export function rowsOfDecisions(decisions: readonly Decision[], items: Items): readonly DecisionRow[] {
  const rows = rowOfDecision(items);
  return [...Map.groupBy(decisions, ({ id }) => rows.get(id) ?? id)].flatMap(([row, members]) =>
    typeof row === 'string'
      ? members.map((each) => ({ id: each.id, title: each.title, members: [each] }))
      : (rowOfThese(row, members) ?? []),
  );
}

/** By the id of a decision, those of the platform among them. */
export const rowOfDecision = remembered((items: Items): ReadonlyMap<string, DecisionRow> => {
  const rows = items.flatMap((item) => [...item.rows, ...(item.platform ?? [])]);
  return new Map(rows.flatMap((row) => row.members.map(({ id }) => [id, row] as const)));
});

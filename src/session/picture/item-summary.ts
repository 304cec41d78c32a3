/** The rows of the checklist, essentials always and further ones where a check answers them: status, what is to decide, what follows from other rows. */
import { ITEMS } from '../../catalog/items.ts';
import { type ItemStatus, worstStatus } from '../../model/finding.ts';
import { type CheckSummary, type ItemSummary, mostOf } from '../../model/snapshot.ts';
import type { Check } from '../../plugin-api/index.ts';
import type { Items, ItemTally } from './items.ts';

export interface ItemInput {
  readonly checks: readonly CheckSummary[];
  /** Registered checks that were not asked for. */
  readonly leftOut: readonly Check[];
  readonly items: Items;
}

export function summarizeItems(input: ItemInput): readonly ItemSummary[] {
  const leftOut = new Set(input.leftOut.map(({ meta }) => meta.item));
  const checked = new Set(input.checks.map(({ check }) => check.meta.item));
  const shown = ITEMS.filter(({ id, essential }) => essential || checked.has(id) || leftOut.has(id));
  return shown.map((item) => {
    const { rows, findings, waived, worst, follows } = input.items.of(item.id);
    const checks = input.checks.filter(({ check }) => check.meta.item === item.id);
    const followed = followsOf(follows);
    const status = checks.length === 0 ? 'unknown' : worstStatus(checks.map((check) => check.status));
    const isLeftOut = checks.length === 0 && leftOut.has(item.id);
    const note = isLeftOut ? 'left out' : noteOf(status, checks);
    return {
      ...item,
      status,
      checks,
      rows,
      findings,
      ...(waived.length === 0 ? {} : { waived }),
      ...(followed === undefined ? {} : { follows: followed }),
      ...(worst === undefined ? {} : { worst }),
      ...(note === undefined ? {} : { note }),
      ...(isLeftOut ? { isLeftOut } : {}),
    };
  });
}

function followsOf(follows: ItemTally['follows']): ItemSummary['follows'] {
  return mostOf(
    ITEMS.map(({ id, number }) => ({ item: number, ...(follows.get(id) ?? { findings: 0, resolved: 0 }) })),
  );
}

function noteOf(status: ItemStatus, checks: readonly CheckSummary[]): string | undefined {
  if (checks.length === 0) return 'no check yet';
  switch (status) {
    case 'pass':
      return checks.some(({ confidence }) => confidence === 'inferred') ? 'inferred' : 'direct';
    case 'manual':
      return 'your answer';
    case 'attested':
      return 'answered';
    case 'unknown':
      return 'not visible';
    case 'error':
      return 'check failed';
    case 'waived':
      return 'waived';
    case 'not-asked':
      return 'not asked';
    case 'not-applicable':
      return 'not applicable';
    case 'fail':
      return undefined;
  }
}

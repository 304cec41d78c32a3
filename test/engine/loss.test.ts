import { expect, test } from 'vitest';
import { withoutLoss } from '../../src/engine/deletion.ts';
import type { Inventory } from '../../src/inventory/index.ts';
import type { Change, Proposal } from '../../src/plugin-api/index.ts';

const BINDING = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', namespace: 'shop', name: 'b' };
const proposal = (change: Change): Proposal =>
  ({ readiness: 'ready', reason: 'unused', evidence: [], changes: [change] }) as unknown as Proposal;
const inventory = (hasUnkept: boolean) => ({ factsOf: () => ({ hasUnkept }) }) as unknown as Inventory;

test('a deletion that no undo gives back whole is not ready', () => {
  const deletion = proposal({ op: 'delete', target: BINDING });
  expect(withoutLoss(inventory(true), deletion)).toMatchObject({
    readiness: 'review',
    reason: expect.stringContaining('are not kept'),
  });
  expect(withoutLoss(inventory(false), deletion)).toBe(deletion);
  const edit = proposal({ op: 'edit', target: BINDING, edits: [] });
  expect(withoutLoss(inventory(true), edit)).toBe(edit);
});

/** What a namespace is like, in lines below the list. */
import { expect, test } from 'vitest';
import type { NamespaceRow } from '../../../../src/model/namespaces/row.ts';
import { factsOf } from '../../../../src/ui/screens/namespaces/facts.ts';
import { allNamespaces } from '../../../../src/ui/select/namespaces.ts';
import { SNAPSHOT } from '../../../support/snapshot.ts';

function row(title: string): NamespaceRow {
  const found = allNamespaces(SNAPSHOT, false).find((each) => each.title.startsWith(title));
  if (found === undefined) throw new Error(`no row ${title}`);
  return found;
}

test('levels, default deny both ways, workloads and owners are said', () => {
  expect(factsOf(SNAPSHOT, row('payments'), false)).toEqual([
    'Levels     enforces none, warns none, audits none',
    'Traffic    in open by default, out open by default',
    'Workloads  2 workloads: checkout-api, receipts',
    'Owners     Argo CD app payments (1)',
  ]);
});

test('what is not known is unknown, and what belongs to no namespace has no facts', () => {
  expect(factsOf(SNAPSHOT, { ...row('ledger'), egress: 'unknown' }, false)).toContain(
    'Traffic    in denied by default, out unknown',
  );
  expect(factsOf(SNAPSHOT, { ...row('ledger'), names: ['gone'] }, false)).toContain(
    'Levels     enforces unknown, warns unknown, audits unknown',
  );
  expect(factsOf(SNAPSHOT, { ...row('ledger'), names: [] }, false)).toEqual([]);
});

test('members of a group that differ are both named, and names of workloads are safe for a terminal', () => {
  const evil = { ...SNAPSHOT.workloads[0], namespace: 'payments', name: '\u001b[41mevil' };
  const snapshot = { ...SNAPSHOT, workloads: [evil] } as typeof SNAPSHOT;
  const facts = factsOf(snapshot, { ...row('payments'), names: ['payments', 'ledger'] }, false);
  expect(facts[0]).toContain('enforces baseline or none');
  expect(facts.join('')).not.toContain('\u001b');
});

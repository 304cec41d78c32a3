/** What was read once and is not followed any more. */
import type { Inventory } from '../../inventory/index.ts';
import type { AnyAutomatedCheck } from '../../plugin-api/index.ts';
import { kindsOfSubject } from '../subjects.ts';
import { coverageIn, coverageOfRead, objectReadsOf } from './reads.ts';

/** Of all that a check looks at or reads, the first that is stale. */
export function staleRead(inventory: Inventory, check: AnyAutomatedCheck, namespace?: string): string | undefined {
  const subject = kindsOfSubject(check.subject).find(
    (kind) => coverageIn(inventory, kind, namespace).state === 'stale',
  );
  if (subject !== undefined) return subject;
  return objectReadsOf(check).find((read) => coverageOfRead(inventory, read, namespace).state === 'stale')?.what;
}

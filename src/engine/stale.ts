/** What was read once and is not followed any more. */
import type { Inventory } from '../inventory/index.ts';
import type { AnyAutomatedCheck, Kind } from '../plugin-api/index.ts';
import { kindsOfSubject } from './subjects.ts';
import { isEvidenceKind, kindsBehind, readsOf } from './view.ts';

/** Of all that a check looks at, reads or looks up, the first that is stale. */
export function staleRead(inventory: Inventory, check: AnyAutomatedCheck, namespace?: string): string | undefined {
  const isStale = (kind: Kind, at?: string) => inventory.coverage(kind, at).state === 'stale';
  const subject = kindsOfSubject(check.subject).find((kind) => isStale(kind, namespace));
  if (subject !== undefined) return subject;
  const read = readsOf(check).find((each) =>
    isEvidenceKind(each)
      ? inventory.evidence(each).coverage.state === 'stale'
      : kindsBehind(each).some((kind) => isStale(kind, namespace)),
  );
  return read ?? check.lookups?.find((lookup) => isStale(lookup.kind, lookup.namespace))?.kind;
}

/** What was not seen of all that a check reads: the same for each subject of a unit, and looked up once for all of them. */
import type { Inventory } from '../inventory/index.ts';
import { isReadable } from '../model/coverage.ts';
import type { AnyAutomatedCheck, Coverage } from '../plugin-api/index.ts';
import { coverageOfRead, objectReadsOf } from './view/reads.ts';

export interface Gaps {
  /** Of what has to be read, the first that was not. */
  readonly missing?: Coverage;
  /** The same, as if what was read in part were all there is. */
  readonly missingSupposed?: Coverage;
  /** Of all, the first that was read in part. */
  readonly partial?: Coverage;
}

/** `namespace`: that of the unit; `undefined` for the cluster. */
export function gapsIn(inventory: Inventory, check: AnyAutomatedCheck, namespace: string | undefined): Gaps {
  const seen = objectReadsOf(check).map((read) => ({
    need: read.need,
    coverage: coverageOfRead(inventory, read, namespace),
  }));
  const unread = seen.filter(({ need, coverage }) => need === 'must' && !isReadable(coverage.state));
  const missing = unread[0]?.coverage;
  const missingSupposed = unread.find(({ coverage }) => coverage.isPartial !== true)?.coverage;
  const partial = seen.find(({ coverage }) => coverage.isPartial === true)?.coverage;
  return {
    ...(missing === undefined ? {} : { missing }),
    ...(missingSupposed === undefined ? {} : { missingSupposed }),
    ...(partial === undefined ? {} : { partial }),
  };
}

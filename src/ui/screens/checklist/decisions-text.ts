/** How much an item has to decide, and what comes of it. Pure. */
import { remembered } from '../../../kube/remembered.ts';
import { countRows, decisionsDo, decisionsInRows } from '../../../model/rows/to-decide.ts';
import type { ItemSummary } from '../../../model/snapshot.ts';
import { count } from '../../../text/words.ts';
import { shownFindings } from './model.ts';

/** "9 decisions in 5 rows resolve 85 of 226 findings, 141 follow": by what `d` offers, the first variant of each. */
export const decisionsText = remembered((item: ItemSummary): string => {
  const all = shownFindings(item);
  const offered = new Set(
    item.rows.flatMap(({ members }) =>
      members.flatMap(({ variants, refusal }) => (refusal === undefined ? (variants[0]?.findings ?? []) : [])),
    ),
  );
  const resolved = all.filter(({ id }) => offered.has(id));
  const follow = resolved.filter(({ cause }) => cause !== undefined).length;
  const more = all.length - resolved.length;
  const counted = countRows(item.rows);
  if (resolved.length === 0) return `${decisionsInRows(counted)}, ${count(all.length, 'finding')}`;
  const rest = [
    ...(follow === 0 ? [] : [`${follow} ${follow === 1 ? 'follows' : 'follow'}`]),
    ...(more === 0 ? [] : [`${more} ${more === 1 ? 'remains' : 'remain'}`]),
  ];
  const own = resolved.length - follow;
  const amount = own === all.length ? count(all.length, 'finding') : `${own} of ${count(all.length, 'finding')}`;
  return [`${decisionsDo('resolve', counted)} ${amount}`, ...rest].join(', ');
});

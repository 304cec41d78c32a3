/** Names that stand in several places. */
import { placedResource } from '../../../kube/refs.ts';
import type { StoredKind } from '../../../plugin-api/index.ts';
import type { Several } from '../read/copies.ts';
import { firstOf } from './asides.ts';
import { type MessageEvent, message } from './problems.ts';

/** Nobody is to wonder which of them was judged. `isRead`: whether a chosen check looks at objects of the kind. */
export function* severalMessages(
  several: readonly Several[],
  isRead: (kind: StoredKind) => boolean,
): Generator<MessageEvent> {
  const [judged, others] = [true, false].map((wanted) =>
    several.filter(({ kind }) => (kind !== undefined && isRead(kind)) === wanted).map(({ ref }) => placedResource(ref)),
  );
  yield* named(judged, 'Defined more than once, each copy is judged with what stands nearest to it');
  yield* named(others, 'Defined more than once, of kinds that none of the chosen checks looks at');
}

function* named(names: readonly string[] = [], said: string): Generator<MessageEvent> {
  if (names.length === 0) return;
  yield message('info', `${said}: ${firstOf(new Set(names), ['object', 'objects'])}.`);
}

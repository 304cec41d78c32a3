/** Names that stand in several places. */
import { placedResource } from '../../../kube/refs.ts';
import type { ObjectRef } from '../../../plugin-api/index.ts';
import { firstOf } from './asides.ts';
import { type MessageEvent, message } from './problems.ts';

/** Nobody is to wonder which of them was judged. */
export function* severalMessages(refs: readonly ObjectRef[]): Generator<MessageEvent> {
  if (refs.length === 0) return;
  const names = firstOf(new Set(refs.map(placedResource)), ['object', 'objects']);
  yield message('info', `Defined more than once, each copy is judged with what stands nearest to it: ${names}.`);
}

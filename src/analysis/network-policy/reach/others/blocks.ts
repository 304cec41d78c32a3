/** Blocks of addresses in policies of other makers. */
import { isJsonObject } from '../../../../kube/path.ts';
import type { Json } from '../../../../plugin-api/index.ts';
import { type Addresses, parse, parseAddress } from '../../addresses.ts';
import { type End, isIn, isOutside } from '../ends.ts';
import type { Known } from './types.ts';

export function blockOf(text: string): Addresses | undefined {
  return text.includes('/') ? parse(text) : parseAddress(text);
}

/** Of an address outside; of a pod by its addresses, where they are known. */
export function isAmongAddresses(end: End, blocks: readonly Addresses[]): Known {
  if (isOutside(end)) return blocks.some((block) => isIn(end.outside, block));
  if (end.addresses.length === 0) return blocks.length === 0 ? false : undefined;
  const within = end.addresses.map((address) => blocks.some((block) => isIn(address, block)));
  if (within.every((each) => each)) return true;
  // Of two families a pod uses one for each connection.
  return within.some((each) => each) ? undefined : false;
}

/** Wherever they stand: more than needed only tells more addresses apart. */
export function blocksIn(value: Json | undefined): readonly Addresses[] {
  if (typeof value === 'string') return /^[0-9a-fA-F.:]+(\/\d+)?$/.test(value) ? [blockOf(value) ?? []].flat() : [];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(blocksIn);
  return isJsonObject(value) ? Object.values(value).flatMap(blocksIn) : [];
}

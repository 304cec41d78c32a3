/** A document as it may be published: what names and values of a cluster hold is no credential, and has an end. */
import { withoutIssued } from '../text/issued.ts';
import { shortened } from '../text/printable.ts';

/** Plain values; strings that say themselves that they are credentials are `***`, long ones are cut with `…`. */
export function publishable(value: unknown): unknown {
  if (typeof value === 'string') return shortened(withoutIssued(value));
  if (Array.isArray(value)) return value.map(publishable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, publishable(member)]));
}

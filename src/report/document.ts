/** A document as it may be published: what names and values of a cluster hold is no credential, and has an end. */
import { withoutIssued } from '../text/issued.ts';
import { shortened } from '../text/printable.ts';

/**
 * Plain values; strings that say themselves that they are credentials are `***`, long ones are cut with `…`. Whatever is
 * all publishable is given back as it is: reports are large, and hardly anything in them is not.
 */
export function publishable(value: unknown): unknown {
  if (typeof value === 'string') return shortened(withoutIssued(value));
  if (Array.isArray(value)) return publishableList(value);
  return typeof value !== 'object' || value === null
    ? value
    : publishableRecord(value as Readonly<Record<string, unknown>>);
}

function publishableList(list: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const member = publishable(list[index]);
    if (member === list[index]) continue;
    copy ??= [...list];
    copy[index] = member;
  }
  return copy ?? list;
}

function publishableRecord(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let changed: Map<string, unknown> | undefined;
  for (const key in record) {
    const member = publishable(record[key]);
    if (member === record[key]) continue;
    changed ??= new Map(Object.entries(record));
    changed.set(key, member);
  }
  return changed === undefined ? record : Object.fromEntries(changed);
}

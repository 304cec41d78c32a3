/** Lists made smaller before they are parsed: managedFields are most of a typical page, and of most only managers are read. */
import { isKnownManager } from '../../../model/writers/owner.ts';

const START = '"managedFields":[';
/** After the list: the end of the metadata, and the next member. The quote after a comma can only open a name. */
const MEMBER = /^\},"[A-Za-z]+":/;
const MOST_NAME = 40;
const MANAGER = '"manager":"';
const OPERATION = '","operation":"';
const APPLY = `${OPERATION}Apply"`;

/**
 * The text of a list without what its objects' managedFields say beyond manager and operation, unless somebody applies
 * them that nothing else is known of. Quotes inside JSON
 * strings are always escaped, so the markers are found only between tokens; in any doubt the text stays as it is.
 */
export function withoutManagedFields(text: string): string {
  const parts: string[] = [];
  let from = 0;
  let start = text.indexOf(START);
  while (start >= 0) {
    const body = start + START.length;
    const end = endOf(text, body);
    const next = text.indexOf(START, body);
    if (end === undefined || (next >= 0 && next < end)) return text;
    parts.push(text.slice(from, body), managers(text.slice(body, end)));
    from = end;
    start = next;
  }
  if (from === 0) return text;
  parts.push(text.slice(from));
  return parts.join('');
}

/** Position of the bracket that closes the list; entries hold no lists, so brackets before it are in strings. */
function endOf(text: string, body: number): number | undefined {
  for (let found = text.indexOf(']', body); found >= 0; found = text.indexOf(']', found + 1)) {
    if (text[found - 1] !== '}') continue;
    // Metadata that no member follows: its end could be mistaken for one further on.
    if (text.startsWith('}}', found + 1)) return undefined;
    if (MEMBER.test(text.slice(found + 1, found + MOST_NAME))) return found;
  }
  return undefined;
}

/** Manager and operation stand side by side at the head of an entry; of who applies, the fields are kept too. */
function managers(fields: string): string {
  const entries = new Set<string>();
  for (let start = fields.indexOf(MANAGER); start >= 0; ) {
    const next = fields.indexOf(MANAGER, start + 1);
    const operation = fields.indexOf(OPERATION, start);
    const end = operation < 0 ? -1 : fields.indexOf('"', operation + OPERATION.length);
    // Before the next entry stand a comma and its brace.
    if (end >= 0) entries.add(entryOf(fields.slice(start, next < 0 ? undefined : next - 2), end - start));
    start = next;
  }
  return [...entries].join(',');
}

/** `end`: of manager and operation, in the text of the entry from its first member on. */
function entryOf(entry: string, end: number): string {
  const head = entry.slice(0, end + 1);
  const isApplier = head.endsWith(APPLY) && !isKnownManager(head.slice(MANAGER.length, -APPLY.length));
  return isApplier && entry.endsWith('}') ? `{${entry}` : `{${head}}`;
}

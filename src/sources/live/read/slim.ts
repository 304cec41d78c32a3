/** Lists made smaller before they are parsed: managedFields are most of a typical page, and only managers are read. */

const START = '"managedFields":[';
/** After the list: the end of the metadata, and the next member. The quote after a comma can only open a name. */
const MEMBER = /^\},"[A-Za-z]+":/;
const MOST_NAME = 40;
const MANAGER = '"manager":"';
const OPERATION = '","operation":"';

/**
 * The text of a list without what its objects' managedFields say beyond manager and operation. Quotes inside JSON
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

/** Manager and operation stand side by side at the head of an entry. */
function managers(fields: string): string {
  const entries = new Set<string>();
  for (let start = fields.indexOf(MANAGER); start >= 0; start = fields.indexOf(MANAGER, start + 1)) {
    const operation = fields.indexOf(OPERATION, start);
    const end = operation < 0 ? -1 : fields.indexOf('"', operation + OPERATION.length);
    if (end >= 0) entries.add(`{${fields.slice(start, end + 1)}}`);
  }
  return [...entries].join(',');
}

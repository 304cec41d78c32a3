/** Lists made smaller before they are parsed: managedFields are most of a typical page, and only managers are read. */

const START = '"managedFields":[';
/** Ends the field list, the metadata, and starts the next member: the quote after a comma can only open a name. */
const END = '}]},"';
/** Metadata that nothing follows: its end could be mistaken for one further on. */
const BARE_END = '}]}}';
const MEMBER = /^[A-Za-z]+":/;
const MANAGER = '"manager":"';
const OPERATION = '","operation":"';

/**
 * The text of a list without what its objects' managedFields say beyond manager and operation. Quotes inside JSON
 * strings are always escaped, so the markers are found only between tokens; in any doubt the text stays as it is.
 */
export function withoutManagedFields(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let start = text.indexOf(START); start >= 0; start = text.indexOf(START, from)) {
    const body = start + START.length;
    const end = endOf(text, body);
    if (end === undefined) return text;
    const fields = text.slice(body, end);
    parts.push(text.slice(from, body), managers(fields));
    from = end;
  }
  if (from === 0) return text;
  parts.push(text.slice(from));
  return parts.join('');
}

/** Position just after the last entry of the list. */
function endOf(text: string, body: number): number | undefined {
  for (let found = text.indexOf(END, body); found >= 0; found = text.indexOf(END, found + 1)) {
    if (!MEMBER.test(text.slice(found + END.length, found + END.length + 40))) continue;
    const fields = text.slice(body, found + 1);
    return fields.includes(BARE_END) || fields.includes(START) ? undefined : found + 1;
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

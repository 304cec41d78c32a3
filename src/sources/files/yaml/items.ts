/** The items of a block list of objects, found without reading it: lists may be long. */

/** Where the lines of the items begin, and where the list ends; empty when `items` is not written as a block list. */
export function itemStarts(body: string): readonly number[] {
  const head = /^items:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)-(?=\s)/m.exec(body);
  if (head === null) return [];
  const indent = head[1] ?? '';
  const line = new RegExp(`^(?:${indent}-(?=\\s)|[^\\s#-])`, 'gm');
  line.lastIndex = head.index + head[0].length - indent.length - 1;
  const starts: number[] = [];
  for (let found = line.exec(body); found !== null; found = line.exec(body)) {
    starts.push(found.index);
    if (!found[0].endsWith('-')) return starts;
  }
  return [...starts, body.length];
}

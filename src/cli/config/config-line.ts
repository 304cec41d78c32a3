/** Where a member of the configuration stands. Apart, because it is asked for only when something is wrong. */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/** The line, from 1, of a member's name or of an entry of a list; of the nearest one above that is there. */
export function lineOf(text: string, path: readonly PropertyKey[]): number | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  let node: unknown = document.contents;
  let found: Node | undefined;
  for (const part of path) {
    const [name, value] = memberOf(node, part);
    if (name === undefined) break;
    found = name;
    node = value;
  }
  const at = found?.range?.[0];
  return at === undefined ? undefined : lines.linePos(at).line;
}

function memberOf(node: unknown, part: PropertyKey): readonly [Node | undefined, unknown] {
  if (isSeq<Node>(node)) {
    const entry = node.items[Number(part)];
    return [entry, entry];
  }
  const pair = isMap<Node>(node)
    ? node.items.find(({ key }) => isScalar(key) && String(key.value) === part)
    : undefined;
  return [pair?.key, pair?.value];
}

/** Names of one list in the cells there are: what tells them apart stays. Pure. */
import { cutEnd, cutMiddle, displayWidth, graphemes } from '../../text/width.ts';

export interface Name {
  readonly text: string;
  /** Where it begins to tell which object it is; what stands before gives way first. */
  readonly from?: number;
}

export interface Fitted extends Name {
  /** Cells that it may take. */
  readonly width: number;
}

/** In the same order; different names stay different. */
export function cutApart(names: readonly Fitted[]): readonly string[] {
  return parted(names, names.map(cutName));
}

/** "Pod Sec… data-orders, data-search": the end is whole as long as it has room, then its middle goes. */
function cutName({ text, from = 0, width }: Fitted): string {
  if (displayWidth(text) <= width) return text;
  const [head, tail] = [text.slice(0, from).trimEnd(), text.slice(from)];
  const room = width - displayWidth(tail) - 1;
  return head === '' || room < LEAST ? cutMiddle(tail, width) : `${cutEnd(head, room)} ${tail}`;
}

/** A start of fewer cells than these says nothing. */
const LEAST = 4;

/** Those that look alike are shown from where they differ. */
function parted(names: readonly Fitted[], cut: readonly string[]): readonly string[] {
  const alike = Map.groupBy(names.keys(), (at) => cut[at]);
  const result = [...cut];
  for (const places of alike.values()) {
    const own = places.flatMap((at) => names[at] ?? []);
    if (new Set(own.map(({ text }) => text)).size < 2) continue;
    const from = Math.max(0, commonStart(own.map(({ text }) => text)) - BEFORE);
    const shown = own.map(({ text, width }) => cutEnd(`…${graphemes(text).slice(from).join('')}`, width));
    for (const [at, text] of parted(own, shown).entries()) result[places[at] ?? 0] = text;
  }
  return result;
}

/** What stands before the difference helps to see where it is. */
const BEFORE = 2;

/** How many graphemes all of them begin with. */
function commonStart(texts: readonly string[]): number {
  const [first = [], ...others] = texts.map(graphemes);
  const end = first.findIndex((each, at) => others.some((other) => other[at] !== each));
  return end < 0 ? first.length : end;
}

/** What a screen reader is told next: a new screen whole, afterwards only what changed. Nothing is taken back or drawn over. */

export interface Announced {
  /** Which screen it was, and what lay over it. */
  readonly place: string;
  readonly sentences: readonly string[];
}

const SELECTED = 'selected ';

/** The sentences to say, the row with the cursor first. `isBusy`: work goes on, and numbers alone are no news. */
export function news(before: Announced | undefined, now: Announced, isBusy: boolean): readonly string[] {
  if (before?.place !== now.place) return now.sentences;
  const known = new Map<string, number>();
  for (const sentence of before.sentences) add(known, keyOf(sentence, isBusy), 1);
  const fresh = now.sentences.filter((sentence) => {
    const key = keyOf(sentence, isBusy);
    const isKnown = (known.get(key) ?? 0) > 0;
    if (isKnown) add(known, key, -1);
    return !isKnown && !isLeft(sentence, before.sentences);
  });
  return fresh.toSorted((left, right) => Number(isSelected(right)) - Number(isSelected(left)));
}

function isSelected(sentence: string): boolean {
  return sentence.startsWith(SELECTED);
}

/** The row that the cursor has left says the same as it did. */
function isLeft(sentence: string, before: readonly string[]): boolean {
  return before.includes(SELECTED + sentence);
}

/** Times pass in every row; while something is read or written, so do counts. */
function keyOf(sentence: string, isBusy: boolean): string {
  const timeless = sentence.replace(/\b\d+(?:\.\d+)? ?(?:ms|s|m|h)\b/g, 'a while');
  return isBusy && !isSelected(sentence) && !/\d+ of \d+ done/.test(sentence)
    ? timeless.replace(/[\d,.]+/g, 'so many')
    : timeless;
}

function add(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

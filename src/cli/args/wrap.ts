import { wrap as wrapTo } from '../../text/width.ts';

const WIDTH = 98;

/** Breaks a line at spaces; every line begins with the indent. */
export function wrap(text: string, indent: string): string {
  return wrapTo(text, WIDTH)
    .map((line) => `${indent}${line}`.trimEnd())
    .join('\n');
}

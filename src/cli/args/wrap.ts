import { wrap as wrapTo } from '../../text/width.ts';

const WIDTH = 98;

/** Breaks a line at spaces; every line begins with the indent, and with the spaces that the line itself begins with. */
export function wrap(text: string, indent: string): string {
  const lead = /^ */.exec(text)?.[0] ?? '';
  return wrapTo(text.slice(lead.length), WIDTH - lead.length)
    .map((line) => `${indent}${lead}${line}`.trimEnd())
    .join('\n');
}

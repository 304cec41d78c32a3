/** Looks for canaries in what a program has said or kept, however they are written down there. */
import { BACKWARDS, MARK } from './canary.ts';

const LINE_ENDS = /\\?[\r\n]+[ \t]*/g;
const BASE64 = /[A-Za-z0-9+/_-]{12,}/g;
const TEXT = /^[\x20-\x7e\s]{12,}$/;
const HEX = /(?:[0-9a-f]{2}){8,}/gi;
/** What is shown of a place where one was found. */
const AROUND = 60;

/** Where a canary stands, each place in a few words; empty when there is none. */
export function findCanaries(text: string): readonly string[] {
  const found = new Set<string>();
  const backwards = text.match(BACKWARDS);
  if (backwards !== null) found.add(`backwards: ${backwards[0]}`);
  for (const [how, read] of Object.entries(READINGS)) {
    for (const part of read(text)) {
      const at = part.search(MARK);
      if (at >= 0) found.add(`${how}: ${part.slice(Math.max(0, at - AROUND), at + AROUND)}`);
    }
    // The others would only say it again.
    if (found.size > 0) break;
  }
  return [...found];
}

/** The same text, as somebody who looks for credentials would read it. */
const READINGS: Readonly<Record<string, (text: string) => Iterable<string>>> = {
  plain: (text) => text.split('\n'),
  'broken into lines': (text) => [text.replace(LINE_ENDS, '')],
  'with blanks between': (text) => [text.replace(/[\s"',+\\]+/g, '')],
  'percent-encoded': (text) => [text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => byte(hex))],
  'escaped as JSON': (text) => [text.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => byte(hex))],
  'escaped as HTML': (text) => [text.replace(/&#x?([0-9a-f]{2,3});/gi, (_, hex: string) => byte(hex))],
  base64: (text) => base64Of(text.replace(LINE_ENDS, '')),
  hexadecimal: (text) => Array.from(text.matchAll(HEX), ([run]) => Buffer.from(run, 'hex').toString('latin1')),
};

function byte(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

/** A run may begin anywhere in a group of four; what decodes to base64 again is looked into as well. */
function* base64Of(text: string, depth = 0): Iterable<string> {
  for (const run of new Set(text.match(BASE64) ?? []))
    for (const start of [0, 1, 2, 3]) {
      const decoded = Buffer.from(run.slice(start), 'base64').toString('latin1');
      yield decoded;
      if (depth === 0 && TEXT.test(decoded)) yield* base64Of(decoded, 1);
    }
}

/** Text that a server or plugin sent, made fit to show: no whole objects, no credentials, no control sequences. */
import { printable } from '../../model/printable.ts';

const MOST = 400;
const CREDENTIALS: readonly RegExp[] = [
  /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g,
  /\b(?:bearer|basic)\s+[\w.~+/=-]{8,}/gi,
  /-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)/g,
  // Long random text; digests of images are public, and paths are cut by their slashes.
  /(?<!sha256:|[A-Za-z0-9_-])[A-Za-z0-9_-]{48,}/g,
  /(?<![A-Za-z0-9+/])(?=[A-Za-z0-9/]*[+=])[A-Za-z0-9+/]{48,}={0,2}/g,
];
const QUOTED_VALUE = /(Invalid value: |Unsupported value: )"(?:[^"\\]|\\.){41,}"/g;

/** Objects that the message prints are cut out: what remains is its last clause, or what led up to the object. */
export function serverMessage(text: string): string {
  const masked = mask(withoutObjects(text.replace(QUOTED_VALUE, '$1"..."')));
  const line = printable(masked).replace(/ {2,}/g, ' ').trim();
  return line.length <= MOST ? line : `${line.slice(0, MOST).trimEnd()}...`;
}

export function mask(text: string): string {
  return CREDENTIALS.reduce((result, pattern) => result.replace(pattern, '***'), text);
}

function withoutObjects(text: string): string {
  const opened = text.indexOf('{');
  if (opened < 0) return text;
  const closed = text.lastIndexOf('}');
  const rest = closed < opened ? '' : text.slice(closed + 1);
  const clause = rest.replace(/^[^:]*:\s*/, '').trim();
  // An unfinished object may end in values: then only what stands before it is safe.
  if (closed > opened && clause !== '' && rest.includes(':')) return clause;
  return text
    .slice(0, opened)
    .replace(/[\s:"'&\w.[\]]*$/, (tail) => (tail.includes(':') ? tail.slice(0, tail.indexOf(':')) : ''));
}

/** The texts of `Warning` headers: `299 - "text"`, one or several a line. */
export function warningTexts(header: string | readonly string[] | undefined): readonly string[] {
  if (header === undefined) return [];
  const lines = typeof header === 'string' ? [header] : header;
  return lines
    .flatMap((line) => Array.from(line.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g), (match) => match[1] ?? ''))
    .map((text) => serverMessage(text.replace(/\\(.)/g, '$1')));
}

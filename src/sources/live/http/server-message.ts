/** Text that a server or plugin sent, made fit to show: no whole objects, no credentials, no control sequences. */
import { maskCredentials } from '../../../redaction/shapes.ts';
import { printable } from '../../../text/printable.ts';

const MOST = 600;
/** More than any clause needs: what goes over a text may take time that grows with its square. */
const MOST_READ = 8192;
/** Of members that hold what is given to a program. */
const GIVEN =
  /((?:env|args|command|data|stringData|annotations)\b[^\s:]*: (?:Invalid|Unsupported|Duplicate) value: )"(?:[^"\\]|\\.)*"/g;
const LONG_VALUE = /(Invalid value: |Unsupported value: )"(?:[^"\\]|\\.){41,}"/g;
const QUOTED = /"(?:[^"\\]|\\.)*"/g;
/** What failed patches begin with: the object that they would not even have. */
const NOISE = /^\s*"" is invalid: (?:patch: )?(?:Invalid value: "\.\.\.": )?/;
/** Of a list of objects, such as the rules that somebody does not hold, the dots are said once. */
const MANY_OBJECTS = /(?:\.{3}\s)+(?=\.{3})/g;
/** Refused updates of pods print the difference of the whole objects. */
const DIFFERENCE = /\s@@ -\d[\s\S]*$/;

/** Objects and long values are cut out, so that what is left are the clauses around them. */
export function serverMessage(text: string): string {
  const short = text
    .slice(0, MOST_READ)
    .replace(DIFFERENCE, '')
    .replace(QUOTED, withoutObject)
    .replace(GIVEN, '$1"..."')
    .replace(LONG_VALUE, '$1"..."');
  const masked = maskCredentials(withoutObjects(short).replace(NOISE, ''));
  const line = printable(masked).replace(/ {2,}/g, ' ').replace(MANY_OBJECTS, '').trim();
  return line.length <= MOST ? line : `${line.slice(0, MOST).trimEnd()}...`;
}

/** Objects are printed inside quotes too. */
function withoutObject(quoted: string): string {
  return quoted.includes('{') ? '"..."' : quoted;
}

/** Braces and what is between them as dots; from a brace that is never closed on nothing is safe. */
function withoutObjects(text: string): string {
  let kept = '';
  let from = 0;
  for (let open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
    kept += `${text.slice(from, open).replace(/[\w.*&[\]]*$/, '')}...`;
    from = closing(text, open);
  }
  return kept + text.slice(from);
}

/** Position after the brace that closes the one at `open`; braces in strings do not count. */
function closing(text: string, open: number): number {
  let depth = 0;
  let isString = false;
  for (let at = open; at < text.length; at++) {
    const character = text[at];
    if (isString && character === '\\') at++;
    else if (character === '"') isString = !isString;
    else if (!isString && character === '{') depth++;
    else if (!isString && character === '}' && --depth === 0) return at + 1;
  }
  return text.length;
}

/** The texts of `Warning` headers: `299 - "text"`, one or several a line. `hide`: what goes before they are cut. */
export function warningTexts(
  header: string | readonly string[] | undefined,
  hide: (text: string) => string = (text) => text,
): readonly string[] {
  if (header === undefined) return [];
  const lines = typeof header === 'string' ? [header] : header;
  return lines
    .flatMap((line) => Array.from(line.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g), (match) => match[1] ?? ''))
    .map((text) => serverMessage(hide(text.replace(/\\(.)/g, '$1'))));
}

/** Text inside XML and HTML: printable, and free of what XML 1.0 cannot hold. */
import { printable } from '../text/printable.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const NO_CHARACTERS = /[\ufffe\uffff]/g;

export function xmlText(text: string): string {
  return printable(text)
    .replace(NO_CHARACTERS, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** `name="shop" tests="3"`; what is `undefined` is left out. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${xmlText(String(value))}"`]))
    .join(' ');
}

/** One JSON or YAML document, the same bytes for the same value. */
import { dump } from 'js-yaml';

/** Characters that no format needs to escape, but that a terminal obeys or does not show. */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

export function printDocument(value: unknown, format: 'json' | 'yaml'): string {
  if (format === 'json') return `${escaped(JSON.stringify(value, null, 2))}\n`;
  const text = dump(value, { lineWidth: -1, noRefs: true });
  if (text.search(UNSEEN) < 0) return text;
  // Escapes mean something in double quotes only.
  return escaped(dump(value, { lineWidth: -1, noRefs: true, forceQuotes: true, quoteStyle: 'double' }));
}

function escaped(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

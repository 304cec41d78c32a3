/** One JSON or YAML document, the same bytes for the same value. */
import { dump } from 'js-yaml';

export function printDocument(value: unknown, format: 'json' | 'yaml'): string {
  if (format === 'json') return `${JSON.stringify(value, null, 2)}\n`;
  return dump(value, { lineWidth: -1, noRefs: true });
}

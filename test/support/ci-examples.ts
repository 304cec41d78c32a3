/** The marked examples of docs/ci.md by name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './program.ts';

export function ciExamples(): ReadonlyMap<string, string> {
  const text = readFileSync(join(ROOT, 'docs/ci.md'), 'utf8');
  return new Map(
    [...text.matchAll(/<!-- example: (\w+) -->\n\n```yaml\n([\s\S]*?)```/g)].map(([, name = '', yaml = '']) => [
      name,
      yaml,
    ]),
  );
}

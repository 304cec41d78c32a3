/** The actions that keys can be given, in `docs/configuration.md`. The rest of that page is written by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEYMAP } from '../../ui/keymap.ts';
import { isFixed } from '../../ui/rebind.ts';

export const KEYS_PAGE = 'docs/configuration.md';
const BLOCK = /<!-- actions -->[\s\S]*?<!-- end -->/;

export function keysText(root: string): string {
  const rows = [...Map.groupBy(KEYMAP, ({ scope }) => scope)].map(([scope, bindings]) => {
    const actions = bindings
      .filter((binding) => !isFixed(binding))
      .map(({ id, keys }) => `\`${id}\` ${keys.join(' ')}`);
    return `| \`${scope}\` | ${actions.join(', ').replaceAll('|', '\\|')} |`;
  });
  const block = [
    '<!-- actions -->',
    '',
    '| part | actions, with their keys |',
    '| --- | --- |',
    ...rows,
    '',
    '<!-- end -->',
  ];
  return readFileSync(join(root, KEYS_PAGE), 'utf8').replace(BLOCK, () => block.join('\n'));
}

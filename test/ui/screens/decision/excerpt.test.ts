import { expect, test } from 'vitest';
import { excerpt, firstMarked } from '../../../../src/ui/screens/decision/excerpt.ts';
import { yamlLines } from '../../../../src/ui/text/yaml-lines.ts';
import { CHECKOUT_OBJECT, DECISIONS } from '../../../support/snapshot.ts';

const NUMBERS: Readonly<Record<string, string>> = {
  'workloads/run-as-root': '12',
  'workloads/read-only-rootfs': '13',
  'workloads/drop-all': '14',
};

test('what lacks is marked under the place where it would stand', () => {
  const rows = excerpt(CHECKOUT_OBJECT, DECISIONS.checkout.findings, ({ check }) => NUMBERS[check] ?? '');
  const marked = rows.filter(({ marks }) => marks.length > 0);
  expect(marked).toEqual([
    { marks: ['12'], text: '      no securityContext' },
    { marks: ['13', '14'], text: '        no securityContext' },
  ]);
  const at = firstMarked(rows);
  expect(rows[at - 1]?.text).toBe('    spec:');
  expect(rows[rows.indexOf(marked[1] as (typeof rows)[number]) - 1]?.text).toBe('      - name: api');
});

test('what is there is marked in its own line', () => {
  const object = { ...CHECKOUT_OBJECT, spec: { privileged: true } };
  const finding = { ...DECISIONS.checkout.findings[0], path: ['spec', 'privileged'] } as never;
  expect(excerpt(object, [finding], () => '15').filter(({ marks }) => marks.length > 0)).toEqual([
    { marks: ['15'], number: 9, text: '  privileged: true' },
  ]);
});

test('texts that YAML would read as something else are quoted', () => {
  const lines = yamlLines({ a: 'yes', b: '1', c: 'plain-text', d: 'two\nlines', e: '\u001b[31mred', f: [], g: {} });
  expect(lines.map(({ text }) => text)).toEqual([
    'a: "yes"',
    'b: "1"',
    'c: plain-text',
    'd: "two\\nlines"',
    'e: "\\u001b[31mred"',
    'f: []',
    'g: {}',
  ]);
});

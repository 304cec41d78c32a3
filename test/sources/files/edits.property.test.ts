import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deepEqual } from '../../../src/kube/canonical.ts';
import type { Json } from '../../../src/plugin-api/index.ts';
import { read, rewrite } from '../../../src/sources/files/edit/apply.ts';
import { EditRefused } from '../../../src/sources/files/edit/difference.ts';
import { styled } from './styled.ts';

const KEYS = ['name', 'image', 'securityContext', 'capabilities', 'drop', 'a', 'b', 'on', 'a/b.c', '7'] as const;
const SCALAR = fc.oneof(
  fc.boolean(),
  fc.integer({ min: -9, max: 99 }),
  fc.constantFrom(
    'ALL',
    'yes',
    '014',
    '1e3',
    '',
    'a: b',
    '# no',
    '*',
    "it's",
    'nginx:1.25',
    ' pad ',
    'é',
    '2001-01-01',
    '<<',
    '~',
  ),
);
const { value: VALUE, map: MAP } = fc.letrec<{ value: Json; map: Record<string, Json> }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, depthSize: 'small' }, SCALAR, tie('map'), fc.array(tie('value'), { maxLength: 4 })),
  map: fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 4, noNullPrototype: true }),
}));
const ROOT = fc
  .tuple(MAP, fc.array(MAP, { minLength: 1, maxLength: 3 }))
  .map(([map, list]): Record<string, Json> => ({ kind: 'Test', spec: map, containers: list }));

/** The texts with the changed stretches cut out must be the same. */
function restored(text: string, hunks: readonly { start: number; end: number; old: string }[]): string {
  let at = 0;
  let result = '';
  for (const { start, end, old } of hunks) {
    result += text.slice(at, start) + old;
    at = end;
  }
  return result + text.slice(at);
}

const TIMEOUT = 60_000;

test(
  'any value can be turned into any other, in any style, and back to the same bytes',
  () => {
    let refused = 0;
    let changed = 0;
    fc.assert(
      fc.property(ROOT, ROOT, fc.nat(), (from, to, seed) => {
        const text = styled(from, seed);
        expect(read(text)).toEqual(from);
        try {
          const result = rewrite(text, to, false);
          expect(deepEqual(read(result.text), to)).toBe(true);
          expect(restored(result.text, result.hunks)).toBe(text);
          changed++;
        } catch (error) {
          if (!(error instanceof EditRefused)) throw error;
          refused++;
        }
      }),
      { numRuns: 500 },
    );
    expect(refused).toBeLessThan(changed / 50);
  },
  TIMEOUT,
);

test(
  'one new key changes only the lines of its parent',
  () => {
    fc.assert(
      fc.property(ROOT, VALUE, fc.nat(), (from, value, seed) => {
        const text = styled(from, seed);
        const to = { ...from, added: value };
        const { text: edited } = rewrite(text, to, false);
        const before = text.split('\n');
        const after = edited.split('\n');
        const common = before.filter(
          (line, index) => line.replace('\r', '') === after[index]?.replace('\r', ''),
        ).length;
        expect(common).toBe(before.at(-1) === '' ? before.length - 1 : before.length);
        expect(edited.replaceAll('\r\n', '').includes('\r')).toBe(false);
      }),
      { numRuns: 300 },
    );
  },
  TIMEOUT,
);

/** Lines with their ends. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

test(
  'in a file of mixed line ends every line keeps its own, and a new one ends as one beside it',
  () => {
    fc.assert(
      fc.property(
        ROOT,
        VALUE,
        fc.nat(),
        fc.array(fc.boolean(), { minLength: 50, maxLength: 50 }),
        (from, value, seed, ends) => {
          const unix = styled(from, seed).replaceAll('\r\n', '\n');
          const text = linesOf(unix)
            .map((line, at) => (ends[at % ends.length] === true ? line.replace(/\n$/, '\r\n') : line))
            .join('');
          if (!deepEqual(read(text), from)) return;
          const before = linesOf(text);
          const after = linesOf(rewrite(text, { ...from, added: value }, false).text);
          let at = 0;
          for (const line of after) if (line === before[at]) at++;
          // The last line may have had no end.
          expect(at).toBeGreaterThanOrEqual(before.at(-1)?.endsWith('\n') === true ? before.length : before.length - 1);
          const added = after.filter((line) => !before.includes(line)).map((line) => line.endsWith('\r\n'));
          expect(new Set(added.slice(0, -1)).size).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 300 },
    );
  },
  TIMEOUT,
);

test(
  'JSON is edited in its own style',
  () => {
    fc.assert(
      fc.property(ROOT, ROOT, fc.constantFrom(undefined, 2, 4, '\t'), (from, to, indent) => {
        const text = JSON.stringify(from, null, indent);
        const result = rewrite(text, to, true);
        expect(JSON.parse(result.text)).toEqual(to);
        expect(restored(result.text, result.hunks)).toBe(text);
      }),
      { numRuns: 500 },
    );
  },
  TIMEOUT,
);

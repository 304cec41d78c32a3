/** `e` and `:export`, and copying: a name is proposed, what is there is asked about, nothing is said that did not happen. */
import { expect, test } from 'vitest';
import { SNAPSHOT } from '../../support/snapshot.ts';
import { fakeCommands } from '../../support/walk-commands.ts';

const { KEYS, startWalk } = await import('../../support/render.tsx');

function walkWith(there: readonly string[] = []) {
  const written: string[] = [];
  const copied: string[] = [];
  const walk = startWalk({
    commands: fakeCommands({}),
    state: { phase: 'live', snapshot: SNAPSHOT },
    walk: {
      now: () => Date.UTC(2026, 10, 29),
      rolesToAllow: (coverage) => [{ kind: 'ClusterRole', rules: coverage.map(({ kind }) => kind).slice(0, 1) }],
      copy: (text) => {
        copied.push(text);
        return true;
      },
      exports: {
        formats: ['json', 'markdown'],
        write: async (snapshot, { format, file, replace }) => {
          if (there.includes(file) && !replace) return { code: 'exists' };
          written.push(`${format} ${file} ${snapshot.decisions.length}`);
          return undefined;
        },
      },
    },
  });
  return { walk, written, copied };
}

test('e proposes a name for what is in view, and enter writes it', async () => {
  const { walk, written } = walkWith();
  await walk.keys(KEYS.enter, 'e');
  expect(walk.text()).toContain(':export markdown harden-prod-eu-1-20261129.md');
  await walk.keys(KEYS.enter);
  expect(written).toEqual([`markdown harden-prod-eu-1-20261129.md ${SNAPSHOT.decisions.length}`]);
  expect(walk.text()).toContain('Wrote everything as markdown to harden-prod-eu-1-20261129.md.');
  walk.unmount();
});

test('an open item is exported alone', async () => {
  const { walk, written } = walkWith();
  await walk.keys(KEYS.enter, KEYS.enter, ':export json', KEYS.enter);
  expect(written[0]).toMatch(/^json harden-prod-eu-1-item-\d\d-\S+-20261129\.json \d$/);
  expect(Number(written[0]?.at(-1))).toBeLessThan(SNAPSHOT.decisions.length);
  walk.unmount();
});

test('a file that is there gives way only to a yes', async () => {
  const { walk, written } = walkWith(['a b.json']);
  await walk.keys(KEYS.enter, ':export json a b.json', KEYS.enter);
  expect(walk.text()).toContain('a b.json is there already');
  await walk.keys(KEYS.enter);
  expect(written).toEqual([]);
  await walk.keys(':export json a b.json', KEYS.enter);
  await walk.keys('r');
  expect(written).toEqual([`json a b.json ${SNAPSHOT.decisions.length}`]);
  walk.unmount();
});

test('no format, no export', async () => {
  const { walk, written } = walkWith();
  await walk.keys(KEYS.enter, ':export pdf', KEYS.enter);
  expect(walk.text()).toContain('pdf is no format.');
  expect(written).toEqual([]);
  walk.unmount();
});

test('the rule on the page of coverage is shown, and c copies it', async () => {
  const { walk, copied } = walkWith();
  await walk.keys(KEYS.enter, 'c');
  expect(walk.text()).toContain('The narrowest rule that would allow it.');
  expect(walk.text()).toContain('kind: ClusterRole');
  await walk.keys('c');
  expect(copied).toEqual(['kind: ClusterRole\nrules:\n- Pod\n']);
  walk.unmount();
});

/** Names that are cut keep what tells them apart. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSample } from '../../../src/sources/sample/index.ts';
import { displayWidth } from '../../../src/text/width.ts';
import { entriesOf, itemsOf } from '../../../src/ui/select/checklist.ts';
import { rowName } from '../../../src/ui/select/row-name.ts';
import { cutApart } from '../../../src/ui/text/cut-apart.ts';
import { scanReference, USUAL } from '../../reference/scan.ts';
import { scanned } from '../../session/scanned.ts';
import { atChecklist, testControl } from '../../support/control.ts';
import { fakeCommands } from '../../support/walk-commands.ts';

function cut(width: number, ...texts: readonly string[]): readonly string[] {
  return cutApart(texts.map((text) => ({ text, width })));
}

test('what has room stays as it is, else the middle goes', () => {
  expect(cut(20, 'payments/api', 'shop/web')).toEqual(['payments/api', 'shop/web']);
  expect(cut(12, 'payments-prod/checkout-api')).toEqual(['paymen…t-api']);
});

test('words before the name of the object give way first', () => {
  const members = [{ subject: { apiVersion: 'v1', kind: 'Namespace', name: 'data-customers' } }];
  const name = rowName({ title: 'Pod Security levels of data-customers, data-orders (2)', members });
  expect(cutApart([{ ...name, width: 40 }])).toEqual(['Pod Sec… data-customers, data-orders (2)']);
  expect(cutApart([{ ...name, width: 33 }])).toEqual(['data-customers, data-orders (2)']);
  expect(cutApart([{ ...name, width: 20 }])).toEqual(['data-custo…rders (2)']);
});

test('names that would look alike are shown from where they differ', () => {
  const names = ['prod-team-alpha-payments-eu', 'prod-team-bravo-payments-eu', 'prod-team-brava-payments-eu'];
  const shown = cut(16, ...names);
  expect(shown[0]).toContain('alpha');
  expect(shown[1]).toContain('bravo');
  expect(shown[2]).toContain('brava');
});

test('different names stay different in any room, whatever they are made of', () => {
  const part = fc.constantFrom('a', 'b', '-', '/', 'shop', 'payments', '漢', 'é', ' in ', '…');
  const names = fc.uniqueArray(
    fc.array(part, { minLength: 1, maxLength: 24 }).map((parts) => parts.join('').trim()),
    {
      minLength: 2,
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(names, fc.integer({ min: 8, max: 30 }), (texts, width) => {
      const shown = cut(width, ...texts);
      expect(new Set(shown).size).toBe(new Set(texts).size);
      for (const text of shown) expect(displayWidth(text)).toBeLessThanOrEqual(width);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['the sample', () => scanned(openSample().source, { checks: USUAL })],
  ['the reference cluster', () => scanReference()],
])('at 100 x 30 no two rows of %s look alike, and each shows its namespace and its object', async (_, scan) => {
  const snapshot = await scan();
  const walk = await atChecklist(testControl(fakeCommands(), { snapshot }));
  walk.press('g');
  for (const item of itemsOf(snapshot, walk.control.nav.getState())) {
    const text = walk.text();
    const rows = text
      .split('\n')
      .flatMap((row) => /│ ?(?:▸| ) ?\s*\d+..(.*?) +(?:ready|review|needs-input|elsewhere)\b/.exec(row)?.[1] ?? []);
    expect(rows).toEqual([...new Set(rows)]);
    const shown = entriesOf(item, walk.control.nav.getState()).slice(0, rows.length);
    for (const [at, entry] of shown.entries()) {
      if (entry.kind !== 'decision' || entry.row.members.length > 1) continue;
      const { namespace = '', name } = entry.lead.subject;
      const has = (each: string): boolean => rows[at]?.includes(each) === true;
      if (entry.row.title.includes(`${namespace}/${name}`) && `${namespace}/${name}`.length <= 26)
        expect([rows[at], has(`${namespace}/${name}`)]).toEqual([rows[at], true]);
    }
    walk.press('down');
  }
  walk.control.nav.setState({
    pane: 'items',
    plan: snapshot.decisions.filter(({ platform }) => !platform).map(({ id }) => id),
  });
  for (const key of ['n', 'P']) {
    walk.press(key);
    const rows = walk
      .text()
      .split('\n')
      .flatMap((row) => /^[ ▸][ ✓·●*]? +(?:\d+ +)?(?!HIGH|CRIT|MED|LOW)(\S.*?) {2,}/.exec(row)?.[1] ?? []);
    expect(rows).toEqual([...new Set(rows)]);
  }
});

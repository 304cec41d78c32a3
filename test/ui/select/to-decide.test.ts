/** How much there is to decide is one sum, wherever it is told: decisions, and the rows that hold them. */
import { describe, expect, test } from 'vitest';
import { countRows, decisionsDo, decisionsInRows } from '../../../src/model/rows/to-decide.ts';
import type { ItemSummary, ScanSnapshot } from '../../../src/model/snapshot.ts';
import { select } from '../../../src/report/selection.ts';
import { scanSum } from '../../../src/report/sum.ts';
import { openSample } from '../../../src/sources/sample/index.ts';
import { behindRow } from '../../../src/ui/screens/namespaces/behind.ts';
import { allItems } from '../../../src/ui/select/checklist.ts';
import { displayedState } from '../../../src/ui/select/displayed.ts';
import { allNamespaces } from '../../../src/ui/select/namespaces.ts';
import { summaryOf } from '../../../src/ui/select/summary.ts';
import { listedTotals } from '../../../src/ui/select/totals.ts';
import { scanReference, USUAL } from '../../reference/scan.ts';
import { scanned } from '../../session/scanned.ts';
import { atChecklist, type TestControl, testControl } from '../../support/control.ts';
import { SNAPSHOT } from '../../support/snapshot.ts';
import { fakeCommands } from '../../support/walk-commands.ts';

interface Told {
  readonly decisions: number;
  readonly rows: number;
}

/** "361 decisions in 57 rows", "2 more decisions": what a text says. */
function told(text: string): Told {
  const [, decisions, rows] = /([\d,]+) (?:more )?decisions?(?: in ([\d,]+) rows?)?/.exec(text) ?? [];
  const number = (digits: string | undefined): number => Number(digits?.replaceAll(',', ''));
  return { decisions: number(decisions), rows: number(rows ?? decisions) };
}

function sum(items: readonly ItemSummary[]): Told {
  return countRows(items.flatMap(({ rows }) => rows));
}

async function walkOn(snapshot: ScanSnapshot): Promise<TestControl> {
  const walk = testControl(fakeCommands(), { snapshot });
  walk.size = { columns: 140, rows: 40 };
  await atChecklist(walk);
  walk.press('g');
  return walk;
}

test('decisions that have a row each are counted once, others with their rows', () => {
  expect(decisionsInRows({ decisions: 1, rows: 1 })).toBe('1 decision');
  expect(decisionsInRows({ decisions: 18, rows: 1 })).toBe('18 decisions in 1 row');
  expect(decisionsInRows({ decisions: 1361, rows: 57 }, 'ready decision')).toBe('1,361 ready decisions in 57 rows');
  expect(decisionsDo('cover', { decisions: 1, rows: 1 })).toBe('1 decision covers');
  expect(decisionsDo('cover', { decisions: 18, rows: 1 })).toBe('18 decisions in 1 row cover');
});

describe.each([
  ['a small one', async () => SNAPSHOT],
  ['the sample', () => scanned(openSample().source, { checks: USUAL })],
  ['the reference cluster', () => scanReference()],
])('of a scan of %s', (_, read) => {
  let made: Promise<ScanSnapshot> | undefined;
  const scan = (): Promise<ScanSnapshot> => (made ??= read());

  test('the header, the items, the namespaces, the summary and the reports agree', async () => {
    const snapshot = await scan();
    const walk = await walkOn(snapshot);
    for (const isUnfolded of [false, true]) {
      walk.control.nav.setState({ isUnfolded });
      const shown = displayedState(walk.control.store.getState(), walk.control.nav.getState()).snapshot ?? snapshot;
      const all = sum(shown.items);
      expect(told(walk.text().split('\n')[1] ?? '')).toEqual(all);
      expect(told(scanSum(snapshot, select(snapshot, { hasPlatform: isUnfolded })))).toEqual(all);
      for (const row of allNamespaces(shown, isUnfolded)) {
        const { decisions, rows } = row;
        const within = { title: row.title, names: row.names };
        expect([row.title, { decisions, rows }]).toEqual([row.title, sum(allItems(shown, { within }))]);
        expect(listedTotals(shown, { isUnfolded, within })).toMatchObject({ decisions, rows });
        const more = behindRow(shown, row, isUnfolded).worst.at(-1) ?? '';
        if (rows > 3) expect(told(more).rows).toBe(rows - 3);
      }
    }
  });

  test('the column of the items adds up to the rows of the header, and each pane tells its own', async () => {
    const walk = await walkOn(await scan());
    const { snapshot } = walk.control.store.getState();
    for (const item of snapshot?.items.toSorted((one, other) => one.number - other.number) ?? []) {
      const own = sum([item]);
      if (own.rows > 0) {
        const text = walk.text();
        expect(told(/(?:│ |^)([\d,]+ decisions?(?: in \d+ rows?)?)(?: resolve|,)/m.exec(text)?.[1] ?? '')).toEqual(own);
        expect(Number(/▸✗ \d\d .*?(\d+) +(?:CRIT|HIGH|MED|LOW|INFO)/.exec(text)?.[1])).toBe(own.rows);
      }
      walk.press('down');
    }
  });

  test('the summary on the normal screen, and the plan with everything in it', async () => {
    const walk = await walkOn(await scan());
    const { store, nav, options } = walk.control;
    const { snapshot = SNAPSHOT } = store.getState();
    const line = summaryOf(store.getState(), nav.getState(), options).find((each) => each.startsWith('decisions'));
    const all = sum(snapshot.items);
    const [, decisions = '', rows = decisions] = /^decisions ([\d,]+)(?: in ([\d,]+) rows?)?/.exec(line ?? '') ?? [];
    expect([decisions, rows].map((each) => Number(each.replaceAll(',', '')))).toEqual([all.decisions, all.rows]);
    nav.setState({ plan: snapshot.decisions.filter(({ platform }) => !platform).map(({ id }) => id) });
    expect(walk.text()).toMatch(new RegExp(`plan ${all.rows} *$`));
    walk.press('P');
    expect(walk.text()).toContain(`${all.rows} of ${all.rows} rows on`);
  });
});

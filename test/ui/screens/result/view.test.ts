/** The result tells what the run changed, and nothing of what others change meanwhile. */
import { expect, test } from 'vitest';
import type { RunResult } from '../../../../src/model/plan.ts';
import type { ScanSnapshot } from '../../../../src/model/snapshot.ts';
import { atChecklist, testControl } from '../../../support/control.ts';
import { DECISIONS, SNAPSHOT, snapshotWithout } from '../../../support/snapshot.ts';
import { fakeCommands, planPreview, runResult } from '../../../support/walk-commands.ts';

const RESOLVED = DECISIONS.checkout.findings.map(({ id }) => id);

async function atResult(result: Partial<RunResult>, snapshot: ScanSnapshot = SNAPSHOT) {
  const preview = planPreview({ consent: { kind: 'yes' }, disruption: 'none' });
  const commands = fakeCommands({
    preview: async () => preview,
    apply: async (asked) => ({ ...runResult(asked), ...result }),
  });
  const walk = await atChecklist(testControl(commands, { snapshot }));
  walk.press('d');
  await walk.settle();
  walk.advance(1000);
  walk.press('y');
  await walk.settle();
  return walk;
}

test('findings after a run are those before it, without what it resolved, with what it introduced', async () => {
  const walk = await atResult({ resolved: RESOLVED, introduced: ['f-new'] });
  expect(walk.text()).toContain(`findings   8 → ${8 - RESOLVED.length + 1}, 1 new`);
});

test.each([
  ['an applied run', { resolved: RESOLVED }, 8 - RESOLVED.length],
  ['a refused run', { outcome: 'refused', resolved: [], introduced: [] }, 8],
] as const)('what others change later is not counted as done by %s', async (_name, result, after) => {
  const walk = await atResult(result);
  const row = `findings   8 → ${after}, 0 new`;
  expect(walk.text()).toContain(row);
  walk.control.store.setState({ snapshot: snapshotWithout(...SNAPSHOT.decisions.map(({ id }) => id)) });
  expect(walk.text()).toContain(row);
});

test('a resolved finding of the platform, which the count leaves out, does not lower it', async () => {
  const decisions = SNAPSHOT.decisions.map((each) =>
    each.id === DECISIONS.admin.id ? { ...each, platform: true } : each,
  );
  const walk = await atResult({ resolved: DECISIONS.admin.findings.map(({ id }) => id) }, { ...SNAPSHOT, decisions });
  const shown = 8 - DECISIONS.admin.findings.length;
  expect(walk.text()).toContain(`findings   ${shown} → ${shown}, 0 new`);
});

test('the result tells when the run went, what it settled and where to go on', async () => {
  const walk = await atResult({ resolved: RESOLVED });
  expect(walk.text()).toMatch(/run \S+ {3}00:16:41 to 00:16:41/);
  expect(walk.text()).toContain('decisions   6 → 5');
  expect(walk.text()).toMatch(/Next: item \d\d: .*\. 6 decisions in 5 rows left; your position is saved\./);
});

test('the script to copy is one word for a shell, and whole', async () => {
  const folder = "/home/o'brien/my state/runs/20261122T140211Z-7f3k";
  const walk = await atResult({ folder });
  walk.size.columns = 80;
  walk.size.rows = 24;
  const joined = walk.text().replace(/\s+/g, ' ');
  expect(joined).toContain(`With kubectl sh '/home/o'\\''brien/my state/runs/20261122T140211Z-7f3k/undo.sh'`);
});

test('an error that is longer than its rows says that it goes on', async () => {
  const walk = await atResult({ outcome: 'failed', error: 'word '.repeat(200) });
  expect(walk.text()).toContain('…');
});

const POLICIES = ['harden-default-deny', 'harden-allow-dns', 'a-policy-with-a-name-that-is-much-longer-than-its-room'];

test.each([
  [100, 30, 'Default deny in default', 'Default deny in default  harden-allow-dns '],
  [80, 24, 'Default deny in default', ' harden-allow-dns '],
  [100, 30, `Default deny in ${'long-'.repeat(12)}`, '…'],
])('at %i x %i changes of one decision tell which object each is about', async (columns, rows, title, text) => {
  const steps = POLICIES.map((name, at) => {
    const ref = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace: 'default', name };
    return { step: at + 1, title, ref, phase: 'verified' as const };
  });
  const other = { ...steps[0], step: 4, title: 'Deployment shop/web' } as (typeof steps)[number];
  const walk = await atResult({ steps: [...steps, other] });
  Object.assign(walk.size, { columns, rows });
  const shown = walk.text().split('\n');
  expect(shown.find((row) => row.includes('allow-dns'))).toContain(text);
  expect(shown.find((row) => row.includes(' 2  '))).toContain('harden-allow-dns');
  expect(shown.find((row) => row.includes(' 4  '))).toMatch(/Deployment shop\/web {3,}/);
});

test('on the smallest terminal the state of a change is whole', async () => {
  const walk = await atResult({});
  Object.assign(walk.size, { columns: 60, rows: 12 });
  expect(walk.text()).toMatch(/RESULT/);
  expect(walk.text()).toMatch(/ applied /);
});

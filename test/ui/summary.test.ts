import { expect, test } from 'vitest';
import type { Decision } from '../../src/model/decision.ts';
import type { Waiver } from '../../src/model/records.ts';
import type { ObjectRef } from '../../src/plugin-api/index.ts';
import type { Run } from '../../src/store/nav.ts';
import { progressOf, progressText } from '../../src/ui/select/progress.ts';
import { summaryOf } from '../../src/ui/select/summary.ts';
import { atChecklist, testControl } from '../support/control.ts';
import { decision, finding } from '../support/sketch.ts';
import { SNAPSHOT, snapshotWithout } from '../support/snapshot.ts';
import { fakeCommands, planPreview, runResult } from '../support/walk-commands.ts';

test('after the walk: what was done, how to take it back, where to go on', async () => {
  const commands = fakeCommands({ preview: async () => planPreview({ consent: { kind: 'yes' }, disruption: 'none' }) });
  const walk = await atChecklist(testControl(commands));
  walk.press(']', 'd');
  await walk.settle();
  walk.advance(1000);
  walk.press('y');
  walk.advance(440_000);
  await walk.settle();
  walk.control.store.setState({ snapshot: snapshotWithout('d-deny') });
  walk.press('n', ']', 'enter');
  const { store, nav, options } = walk.control;
  expect(summaryOf(store.getState(), nav.getState(), options)).toEqual([
    'run       20261122T140211Z-7f3k  prod-eu-1   1 applied, 0 failed, 0 not run   7 m 20 s',
    'decisions 6 -> 5 in 4 rows    findings 8 -> 7    1 fixed',
    'undo      kubectl harden undo 20261122T140211Z-7f3k',
    'go on     kubectl harden    (opens item 11)',
  ]);
});

test('a walk that changed nothing says so in two lines', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  const { store, nav, options } = walk.control;
  expect(summaryOf(store.getState(), nav.getState(), options)).toEqual([
    'decisions 6 in 5 rows    findings 8',
    'go on     kubectl harden    (opens item 03, row 1)',
  ]);
});

test('lines to copy name the source where it is not the cluster of the kubeconfig', async () => {
  const walk = await atChecklist(testControl(fakeCommands(), {}, { sourceFlags: ' --sample' }));
  const { store, nav, options } = walk.control;
  expect(summaryOf(store.getState(), nav.getState(), options).at(-1)).toContain('kubectl harden --sample    (opens');
});

test('a walk that read nothing leaves nothing', () => {
  const walk = testControl(fakeCommands(), { snapshot: undefined });
  const { store, nav, options } = walk.control;
  expect(summaryOf(store.getState(), nav.getState(), options)).toEqual([]);
});

test('going on keeps what the session was opened with, undoing only what names the source', async () => {
  const flags = { sourceFlags: ' --context prod', sessionFlags: ' -n shop --read-only' };
  const walk = await atChecklist(testControl(fakeCommands(), {}, flags));
  const { store, nav, options } = walk.control;
  expect(summaryOf(store.getState(), nav.getState(), options).at(-1)).toContain(
    'kubectl harden --context prod -n shop --read-only    (opens',
  );
});

test.each(['connecting', 'reading'] as const)('what was counted while %s is no count', async (phase) => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.control.store.setState({ phase });
  const { store, nav, options } = walk.control;
  expect(summaryOf(store.getState(), nav.getState(), options)[0]).toBe(
    'decisions not counted: the reading had not ended',
  );
});

test('after an undo the run before it is named, and none where nothing stands', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  const preview = planPreview();
  const run = (kind: Run['kind'], id: string, undoes?: string): Run => ({
    kind,
    title: '',
    preview: { ...preview, ...(undoes === undefined ? {} : { undoes }) },
    startedAt: 0,
    endedAt: 1,
    before: { findings: 0, decisions: 0 },
    stopping: false,
    result: { ...runResult(preview), run: id },
  });
  const undoLine = (runs: readonly Run[]) => {
    walk.control.nav.setState({ runs });
    const { store, nav, options } = walk.control;
    return summaryOf(store.getState(), nav.getState(), options).find((line) => line.startsWith('undo'));
  };
  const [first, second] = [run('apply', 'first'), run('apply', 'second')];
  expect(undoLine([first, second])).toContain('undo second');
  expect(undoLine([first, second, run('undo', 'third', 'second')])).toContain('undo first');
  expect(undoLine([first, run('undo', 'third', 'first')])).toBeUndefined();
});

const REF = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' };
function about(id: string, ids: readonly string[], ref: ObjectRef = REF): Decision {
  const findings = ids.map((each) => finding(each, 'workloads/seccomp', 'medium', ref, 'it fails'));
  return decision(id, 'workloads', id, findings);
}
const first = [
  about('whole', ['a']),
  about('half', ['b', 'c']),
  about('same', ['d']),
  about('deleted', ['e'], { ...REF, name: 'old' }),
  about('accepted', ['f']),
];
const [, half, same, , accepted] = first as [Decision, Decision, Decision, Decision, Decision];
const NOW = {
  ...SNAPSHOT,
  decisions: [{ ...half, findings: half.findings.slice(1) }, same],
  waived: [{ ...accepted, waiver: {} as Waiver }],
};

test('what was fixed is told apart from what is left in part, and from what is gone with its object', () => {
  const isThere = ({ name }: { readonly name: string }) => name === 'api';
  expect(progressOf(first, NOW, { runs: [] }, isThere)).toEqual({ fixed: 1, partly: 1, gone: 1 });
  expect(progressOf(first, NOW, { runs: [] }, () => true)).toEqual({ fixed: 2, partly: 1, gone: 0 });
  const cluster = about('x', ['x'], { ...REF, kind: 'Cluster' });
  expect(progressOf([cluster], NOW, { runs: [] }, () => false)).toEqual({ fixed: 1, partly: 0, gone: 0 });
  expect(progressText({ fixed: 2, partly: 0, gone: 1 })).toBe('2 fixed, 1 gone');
});

test.each([
  ['lost its connection', { phase: 'stale' as const }],
  ['could not be read as a whole', { snapshot: { ...snapshotWithout('d-deny'), complete: false } }],
])('nothing is compared with a picture that %s', async (_, state) => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.control.store.setState({ snapshot: snapshotWithout('d-deny'), ...state });
  const { store, nav, options } = walk.control;
  expect(summaryOf(store.getState(), nav.getState(), options)[0]).toMatch(/^decisions 5 in 4 rows {4}findings 7$/);
});

test('a walk that began before everything was read is measured from the first whole picture', async () => {
  const walk = testControl(fakeCommands());
  walk.control.store.setState({ phase: 'reading', snapshot: snapshotWithout('d-deny') });
  await atChecklist(walk);
  walk.control.store.setState({ phase: 'live', snapshot: SNAPSHOT });
  const { store, nav, options } = walk.control;
  expect(summaryOf(store.getState(), nav.getState(), options)[0]).toBe('decisions 6 in 5 rows    findings 8');
});

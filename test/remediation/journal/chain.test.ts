import { expect, test } from 'vitest';
import { applyPlan, history, previewPlan, previewUndo } from '../../../src/remediation/index.ts';
import { FakeTarget } from '../../support/fake-target.ts';
import { contextFor, decision, deployment, edit, namespace, SET_SECCOMP, WARN } from '../support.ts';
import { MemoryFiles } from './memory-files.ts';

async function applied() {
  const files = new MemoryFiles();
  const [api, shop] = [deployment('api'), namespace('shop')];
  const context = contextFor(new FakeTarget([api, shop]), { files, stateFolder: '/state' });
  const decisions = [decision('level', [edit(shop, WARN)]), decision('api', [edit(api, SET_SECCOMP)])];
  const { run } = await applyPlan(context, await previewPlan(context, { decisions }), {});
  const journal = `/state/runs/${run}/journal.jsonl`;
  const lines = (files.contents.get(journal) ?? '').split('\n').slice(0, -1);
  const put = (changed: readonly string[]) => files.contents.set(journal, changed.map((line) => `${line}\n`).join(''));
  return { context, files, run, journal, lines, put };
}

type Change = (lines: readonly string[]) => readonly string[];

test.each<[string, number, Change]>([
  ['a value', 2, (lines) => lines.map((line) => line.replace('"warn"', '"audit"').replace('restricted', 'privileged'))],
  ['a line that is left out', 3, (lines) => lines.toSpliced(2, 1)],
  ['lines that are left out in the middle', 2, (lines) => lines.toSpliced(1, 2)],
  ['two lines that change places', 2, (lines) => [lines[0] ?? '', lines[2] ?? '', lines[1] ?? '', ...lines.slice(3)]],
  ['a line that is there twice', 3, (lines) => lines.toSpliced(2, 0, lines[1] ?? '')],
  [
    'a line without its link',
    2,
    (lines) => lines.map((line, at) => (at === 1 ? line.replace(/,"link".*/, '}') : line)),
  ],
  ['the header', 1, (lines) => lines.map((line, at) => (at === 0 ? line.replace('"planned":2', '"planned":1') : line))],
])('%s is found, named and refused', async (_, number, change) => {
  const { context, run, journal, lines, put } = await applied();
  put(change(lines));
  const damage = `Line ${number} of ${journal} is not as it was written, or a line before it is missing.`;
  expect(await history(context)).toMatchObject([{ run, damage }]);
  await expect(previewUndo(context)).rejects.toThrow(`Run ${run} cannot be undone from its journal. ${damage}`);
});

test('what lines at the end told is not known without them, and refused', async () => {
  const { context, run, lines, put } = await applied();
  put(lines.slice(0, 3));
  const { refused, steps } = await previewUndo(context);
  expect(steps).toHaveLength(1);
  expect(refused).toMatchObject([
    {
      code: 'drift',
      reason: `Deployment shop/api is not as it was before, and the journal ends before it tells of change 2: what of it the run made is not known. undo.sh in /state/runs/${run} may tell more.`,
    },
  ]);
  expect(await history(context)).toMatchObject([{ run, state: 'interrupted' }]);
});

test('a journal without its last line tells all the same', async () => {
  const { context, lines, put } = await applied();
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ type: 'end' });
  put(lines.slice(0, -1));
  expect(await previewUndo(context)).toMatchObject({ refused: [], steps: [{ step: 2 }, { step: 1 }] });
});

test('a journal under the name of another run is not believed', async () => {
  const { context, files, lines } = await applied();
  files.contents.set('/state/runs/20990102T030405Z-0000/journal.jsonl', `${lines.join('\n')}\n`);
  await expect(previewUndo(context, { run: '20990102T030405Z-0000' })).rejects.toThrow('There is no run');
  expect((await history(context)).map(({ damage }) => damage)).toContainEqual(
    expect.stringContaining('is of another run'),
  );
});

test('a journal of another format is listed, and refused with a sentence', async () => {
  const { context, run, lines, put } = await applied();
  put(lines.map((line) => line.replace('"format":2,', '').replace(/,"link".*/, '}')));
  await expect(previewUndo(context, { run })).rejects.toThrow('has the format 1, and only 2 is read');
});

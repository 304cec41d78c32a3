import { expect, test } from 'vitest';
import { applyPlan, history, lostRuns, previewPlan, previewUndo } from '../../../src/remediation/index.ts';
import { newRunId } from '../../../src/remediation/journal/run-journal.ts';
import { FakeTarget } from '../../support/fake-target.ts';
import { contextFor, decision, deployment, edit, SET_SECCOMP } from '../support.ts';
import { MemoryFiles } from './memory-files.ts';

const API = deployment('api');

/** Says of the first `taken` run folders that they are there already. */
class CrowdedFiles extends MemoryFiles {
  #taken: number;
  constructor(taken: number) {
    super();
    this.#taken = taken;
  }
  override create(path: string, text: string): void {
    if (path.endsWith('journal.jsonl') && this.#taken-- > 0)
      throw Object.assign(new Error(`EEXIST: ${path}`), { code: 'EEXIST' });
    super.create(path, text);
  }
}

async function applyOn(files: MemoryFiles, target = new FakeTarget([API])) {
  const context = contextFor(target, { files, stateFolder: '/state' });
  const preview = await previewPlan(context, { decisions: [decision('d', [edit(API, SET_SECCOMP)])] });
  return { context, target, result: await applyPlan(context, preview, {}) };
}

test('a run whose name is taken gets another one, but does not try for ever', async () => {
  expect((await applyOn(new CrowdedFiles(2))).result.outcome).toBe('applied');
  const crowded = await applyOn(new CrowdedFiles(99));
  expect(crowded.result.outcome).toBe('journal-unwritable');
  expect(crowded.target.writes).toEqual([]);
});

test('names of runs are UTC times that sort', () => {
  const names = ['2026-01-02T03:04:05.678Z', '2026-11-22T14:02:11.000Z'].map((at) => newRunId(new Date(at)));
  expect(names[0]).toMatch(/^20260102T030405Z-[0-9a-f]{4}$/);
  expect(names.toSorted()).toEqual(names);
});

test.each([
  ['nothing at all', '', 1],
  ['a torn first line', '{"type":"run","run":"2026', 1],
  ['lines that are none of ours', '[]\n{}\nnull\n', 1],
  ['a header of another shape', '{"type":"run","run":7,"at":"x","cluster":{}}\n', 1],
])('a folder with %s is no run, and is told where something was lost', async (_, text, lost) => {
  const files = new MemoryFiles();
  files.contents.set('/state/runs/20260102T030405Z-0000/journal.jsonl', text);
  const { context, result } = await applyOn(files);
  expect((await history(context, { all: true })).map(({ run }) => run)).toEqual([result.run]);
  expect(lostRuns(context)).toHaveLength(lost);
});

test('a line of another shape is damage, which the history tells', async () => {
  const files = new MemoryFiles();
  const { context, result } = await applyOn(files);
  const journal = `/state/runs/${result.run}/journal.jsonl`;
  const text = files.contents.get(journal) ?? '';
  files.contents.set(journal, text.replace(/(?<=\n.*)"apiVersion":"apps\/v1"/, '"apiVersion":7'));
  const [run] = await history(context);
  expect(run?.damage).toBe(`Line 2 of ${journal} is damaged.`);
});

test('a journal that cannot be read is told in a sentence', async () => {
  class ClosedFiles extends MemoryFiles {
    override list(path: string): never {
      throw Object.assign(new Error(`EACCES: permission denied, scandir '${path}'`), { code: 'EACCES' });
    }
  }
  const context = contextFor(new FakeTarget([API]), { files: new ClosedFiles(), stateFolder: '/state' });
  await expect(history(context)).rejects.toMatchObject({
    name: 'ChangeError',
    message:
      'The journal cannot be read in /state: permission denied. Grant yourself the permission or set XDG_STATE_HOME to the folder that has it.',
  });
});

test('behind a run that cannot be read, an older one is taken back only by its name', async () => {
  const files = new MemoryFiles();
  const { context, result } = await applyOn(files);
  files.contents.set('/state/runs/99990102T030405Z-0000/journal.jsonl', 'garbage\n');
  await expect(previewUndo(context)).rejects.toThrow(
    `It may be the last run. Name an earlier run to take that one back: ${result.run} is the one before.`,
  );
  expect((await previewUndo(context, { run: result.run })).undoes).toBe(result.run);
});

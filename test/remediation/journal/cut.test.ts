/** A journal cut at every byte: no change may be lost in silence, and none called as before that is not. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { refOf } from '../../../src/kube/refs.ts';
import {
  applyPlan,
  type ChangeContext,
  ChangeError,
  history,
  lostRuns,
  previewPlan,
  previewUndo,
  undoRun,
} from '../../../src/remediation/index.ts';
import { openFiles } from '../../../src/sources/files/index.ts';
import { contents, FakeTarget } from '../../support/fake-target.ts';
import {
  accessOf,
  binding,
  contextFor,
  DENY_SPEC,
  decision,
  deployment,
  edit,
  ensure,
  namespace,
  policy,
  SET_SECCOMP,
  WARN,
} from '../support.ts';
import { MemoryFiles } from './memory-files.ts';

const SHOP = namespace('shop');
const API = deployment('api');
const VIEWERS = binding('viewers', ['ann'], 'view');
const DENY = policy('deny', 'shop', DENY_SPEC);
const DECISIONS = [
  decision('level', [edit(SHOP, WARN)]),
  decision('api', [edit(API, SET_SECCOMP)]),
  decision('deny', [ensure(DENY)]),
];
const ON_CLUSTER = [...DECISIONS.slice(1), decision('viewers', [{ op: 'delete', target: refOf(VIEWERS) }])];

async function applied(context: ChangeContext, decisions = DECISIONS) {
  const preview = await previewPlan(context, { decisions });
  const { run, outcome } = await applyPlan(context, preview, typed(preview.consent));
  expect(outcome).toBe('applied');
  return run;
}

function typed(consent: { readonly kind: string; readonly text?: string }) {
  return consent.text === undefined ? {} : { typed: consent.text };
}

/** Everything that an undo says, and whether it says that it changed something. */
async function undone(context: ChangeContext, isPartial: boolean): Promise<{ said: string; isRefused: boolean }> {
  const lost = lostRuns(context).map(({ text }) => text);
  try {
    const preview = await previewUndo(context, { isPartial });
    const result = await undoRun(context, preview, typed(preview.consent));
    const refused = preview.refused.map(({ reason }) => reason);
    return {
      said: [...lost, ...refused, result.error ?? ''].join(' ').trim(),
      isRefused: result.outcome === 'refused',
    };
  } catch (error) {
    if (!(error instanceof ChangeError)) throw error;
    return { said: error.message, isRefused: true };
  }
}

/** What holds wherever the journal was cut. */
function demand(
  { said, isRefused }: { said: string; isRefused: boolean },
  states: { readonly before: unknown; readonly applied: unknown; readonly after: unknown },
): void {
  const isBack = JSON.stringify(states.after) === JSON.stringify(states.before);
  if (isRefused) expect(states.after).toEqual(states.applied);
  if (!isBack) expect(said).toMatch(/not known|cannot be undone|cut off/);
}

test('of a run on a cluster', async () => {
  const target = new FakeTarget([SHOP, API, VIEWERS]);
  const files = new MemoryFiles();
  const open = () => contextFor(target, { files, stateFolder: '/state', access: accessOf(target) });
  const before = contents(target);
  const run = await applied(open(), ON_CLUSTER);
  const journal = `/state/runs/${run}/journal.jsonl`;
  const [state, kept, text] = [new Map(target.objects), new Map(files.contents), files.contents.get(journal) ?? ''];
  const now = contents(target);
  for (let at = 0; at <= text.length; at++) {
    target.objects.clear();
    for (const [key, object] of state) target.objects.set(key, object);
    files.contents.clear();
    for (const [path, content] of kept) files.contents.set(path, content);
    files.contents.set(journal, text.slice(0, at));
    const end = await undone(open(), false);
    demand(end, { before, applied: now, after: contents(target) });
    if (!end.isRefused || at % 11 > 0) continue;
    const rest = await undone(open(), true);
    demand({ ...rest, isRefused: false }, { before, applied: now, after: contents(target) });
    const known = (await history(open())).find((each) => each.run === run)?.state;
    if (JSON.stringify(contents(target)) !== JSON.stringify(before)) expect(known).not.toBe('undone');
  }
});

test('of a run on files', async () => {
  const top = mkdtempSync(join(tmpdir(), 'harden-cut-'));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  const folder = join(top, 'manifests');
  mkdirSync(folder);
  const write = (contents: Readonly<Record<string, string>>) => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    for (const [name, text] of Object.entries(contents)) writeFileSync(join(folder, name), text);
  };
  const read = () =>
    Object.fromEntries(
      readdirSync(folder)
        .sort()
        .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    );
  write({ 'shop.yaml': ['Namespace', 'Deployment'].map((kind) => manifest(kind)).join('---\n') });
  const files = new MemoryFiles();
  const open = (): ChangeContext => ({
    target: openFiles({ paths: [folder] }).target,
    mode: 'apply',
    stateFolder: '/state',
    files,
    tool: 'test',
    pause: async () => {},
  });
  const before = read();
  const run = await applied(open());
  const journal = `/state/runs/${run}/journal.jsonl`;
  const [now, kept, text] = [read(), new Map(files.contents), files.contents.get(journal) ?? ''];
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
  // Every byte around an end of a line, and some of each line.
  const cuts = Array.from({ length: text.length + 1 }, (_, at) => at).filter(
    (at) => at % 23 === 0 || ends.some((end) => Math.abs(end - at) < 4),
  );
  for (const at of cuts) {
    write(now);
    files.contents.clear();
    for (const [path, content] of kept) files.contents.set(path, content);
    files.contents.set(journal, text.slice(0, at));
    demand(await undone(open(), false), { before, applied: now, after: read() });
  }
});

function manifest(kind: string): string {
  const object = kind === 'Namespace' ? SHOP : API;
  return `# ours\n${JSON.stringify(object)}\n`;
}

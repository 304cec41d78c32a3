import { appendFileSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ObjectRef } from '../../src/plugin-api/index.ts';
import { applyPlan, type ChangeContext, previewPlan, previewUndo, undoRun } from '../../src/remediation/index.ts';
import { openFiles } from '../../src/sources/files/index.ts';
import {
  DENY_SPEC,
  DNS_SPEC,
  DROP_ALL,
  decision,
  edit,
  ensure,
  NO_ESCALATION,
  policy,
  SET_SECCOMP,
  stateFolder,
  WARN,
} from './support.ts';

const TEXT = `# The shop.
apiVersion: v1
kind: Namespace
metadata: {name: shop}   # flow
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
spec:
  template:
    spec:
      containers:
        - name: proxy
          image: "proxy:1"
        - image: 'api:1'
          name: api   # the one
          env: [{name: A, value: "canary-in-files"}]
# the end
`;
const REFS: Readonly<Record<'shop' | 'api', ObjectRef>> = {
  shop: { apiVersion: 'v1', kind: 'Namespace', name: 'shop' },
  api: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' },
};
const DECISIONS = [
  decision('level', [edit(REFS.shop, WARN)]),
  decision('workload', [edit(REFS.api, NO_ESCALATION, DROP_ALL, SET_SECCOMP)]),
  decision('boundary', [ensure(policy('deny', 'shop', DENY_SPEC)), ensure(policy('dns', 'shop', DNS_SPEC))]),
];

function start() {
  const file = join(mkdtempSync(join(tmpdir(), 'harden-files-')), 'app.yaml');
  writeFileSync(file, TEXT);
  const state = stateFolder();
  /** As a new process sees it. */
  const open = (): ChangeContext => ({
    target: openFiles({ paths: [file], recursive: false }).target,
    mode: 'apply',
    stateFolder: state,
    tool: 'kubectl-harden/test',
  });
  return { file, open, text: () => readFileSync(file, 'utf8') };
}

async function applied() {
  const place = start();
  const context = place.open();
  const preview = await previewPlan(context, { decisions: DECISIONS });
  expect(preview.refused).toEqual([]);
  expect(preview.consent).toEqual({ kind: 'yes' });
  expect(place.text()).toBe(TEXT);
  const result = await applyPlan(context, preview, {});
  expect(result.outcome).toBe('applied');
  return { ...place, preview, result, journal: join(result.folder ?? '', 'journal.jsonl') };
}

test('each change tells the file that it edits, and each undo the file that it gives back', async () => {
  const { open, file, preview } = await applied();
  const undo = await previewUndo(open());
  const files = [...preview.steps, ...undo.steps].map((step) => step.file);
  expect(new Set(files)).toEqual(new Set([file]));
});

test('files are changed in the wanted lines only, found done, and given back byte by byte', async () => {
  const { open, text, preview, journal } = await applied();
  const kept = TEXT.split('\n').filter((line) => line !== 'metadata: {name: shop}   # flow');
  for (const line of kept) expect(text().split('\n')).toContain(line);
  const again = await previewPlan(open(), { decisions: DECISIONS });
  expect(again.steps.map(({ effect }) => effect)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
  for (const said of [readFileSync(journal, 'utf8'), ...preview.steps.map(({ diff }) => diff)])
    expect(said).not.toContain('canary-in-files');
  const undo = await previewUndo(open());
  expect(undo.refused).toEqual([]);
  expect(undo.steps.every(({ restore }) => restore !== undefined)).toBe(true);
  const context = open();
  expect(await undoRun(context, await previewUndo(context), {})).toMatchObject({ outcome: 'applied' });
  expect(text()).toBe(TEXT);
  expect(await undoRun(open(), await previewUndo(open()), {})).toMatchObject({ outcome: 'nothing' });
});

test('a run whose last outcome was lost is taken back by its values', async () => {
  const { open, text, journal } = await applied();
  truncateSync(journal, readFileSync(journal).length - 15);
  const context = open();
  const undo = await previewUndo(context);
  expect(undo.refused).toEqual([]);
  expect(await undoRun(context, undo, {})).toMatchObject({ outcome: 'applied' });
  expect(text()).toBe(TEXT);
});

test('a comment that somebody added since stays, a value that somebody changed stops the undo', async () => {
  const { open, text, file } = await applied();
  const written = text();
  writeFileSync(file, written.replace('allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: true'));
  const changed = text();
  expect(changed).not.toBe(written);
  const refused = open();
  const preview = await previewUndo(refused);
  expect(preview.refused).toMatchObject([{ code: 'drift', diff: expect.stringContaining('allowPrivilegeEscalation') }]);
  expect(await undoRun(refused, preview, {})).toMatchObject({ outcome: 'refused' });
  expect(text()).toBe(changed);

  writeFileSync(file, written.replace('# The shop.', '# Our shop.'));
  const context = open();
  const undo = await previewUndo(context);
  expect(undo.steps[0]?.warnings).toEqual([expect.stringContaining('only what this changed')]);
  expect(await undoRun(context, undo, {})).toMatchObject({ outcome: 'applied' });
  expect(text()).toBe(TEXT.replace('# The shop.', '# Our shop.'));
});

test('a file that changed between preview and apply is left alone', async () => {
  const { file, open, text } = start();
  const context = open();
  const preview = await previewPlan(context, { decisions: DECISIONS });
  appendFileSync(file, '# more\n');
  expect(await applyPlan(context, preview, {})).toMatchObject({
    outcome: 'refused',
    error: expect.stringContaining('Nothing was changed'),
  });
  expect(text()).toBe(`${TEXT}# more\n`);
});

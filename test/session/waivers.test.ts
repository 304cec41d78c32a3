/** A waiver holds for what was judged when it was given, and for how bad that was. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import runAsRoot from '../../plugins/workloads/run-as-root/check.ts';
import type { Waiver } from '../../src/model/records.ts';
import { openRecords } from '../../src/records/index.ts';
import { createSession } from '../../src/session/index.ts';
import { openFiles } from '../../src/sources/files/index.ts';

const TODAY = '2026-01-02T03:04:05Z';
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'harden-waivers-'));
  folders.push(folder);
  return folder;
}

interface Otherwise {
  readonly containers?: readonly string[];
  readonly now?: string;
}

/** One pod that runs as this user. */
async function scan(folder: string, uid: number, { containers = ['main'], now = TODAY }: Otherwise = {}) {
  const listed = containers.map((name) => `{name: ${name}, image: registry.example/probe:1}`).join(', ');
  const file = join(folder, 'pod.yaml');
  writeFileSync(
    file,
    `apiVersion: v1\nkind: Pod\nmetadata: {name: probe, namespace: lab}\nspec:\n  securityContext: {runAsUser: ${uid}}\n  containers: [${listed}]\n`,
  );
  const { source } = openFiles({ paths: [file] });
  const session = createSession({
    source,
    checks: [runAsRoot],
    namespaces: [],
    watch: false,
    mode: 'read-only',
    answers: openRecords({ stateFolder: folder }),
    stateFolder: folder,
    tool: 'kubectl-harden/test',
    now: () => new Date(now),
  });
  await session.run(new AbortController().signal);
  return session;
}

async function waived(folder: string, uid: number) {
  const session = await scan(folder, uid);
  const [decision] = session.snapshot().decisions;
  if (decision === undefined) throw new Error('there is nothing to waive');
  await session.commands.waive({ decision: decision.id, reason: 'r', by: 'a', expires: '2026-03-01' });
  return { session, decision };
}

async function openAs(folder: string, uid: number, otherwise: Otherwise = {}) {
  const snapshot = (await scan(folder, uid, otherwise)).snapshot();
  return { open: snapshot.decisions.map(({ severity }) => severity), waived: snapshot.waived.length };
}

test('accepted as uid 1000, it is open again as root', async () => {
  const folder = newFolder();
  const { session, decision } = await waived(folder, 1000);
  expect([decision.severity, session.snapshot().waived.length]).toEqual(['low', 1]);
  expect(await openAs(folder, 0)).toEqual({ open: ['medium'], waived: 0 });
  expect(await openAs(folder, 1000)).toEqual({ open: [], waived: 1 });
});

test('another value that is no worse was accepted by nobody either', async () => {
  const folder = newFolder();
  await waived(folder, 1000);
  expect(await openAs(folder, 2000)).toEqual({ open: ['low'], waived: 0 });
});

test.each([
  ['names findings by id alone', (ids: readonly string[]) => ids],
  ['says no severity', (ids: readonly string[], judged: string) => ids.map((id) => ({ id, judged }))],
  ['says no value', (ids: readonly string[]) => ids.map((id) => ({ id, severity: 'low' }))],
  ['names no findings', () => undefined],
])('a waiver that %s accepts nothing, and is told what to say', async (_, findingsOf) => {
  const folder = newFolder();
  const { decision } = await waived(folder, 1000);
  const answers = openRecords({ stateFolder: folder });
  const [waiver] = (await answers.load()).waivers;
  const whole = decision.findings.map(({ id, judged, severity }) => ({ id, judged, severity }));
  expect(waiver?.findings).toEqual(whole);
  const findings = findingsOf(
    decision.findings.map(({ id }) => id),
    decision.findings[0]?.judged ?? '',
  );
  const file = join(folder, 'records.yaml');
  const written = parseDocument(readFileSync(file, 'utf8'));
  written.deleteIn(['waivers', 0, 'findings']);
  if (findings !== undefined) written.setIn(['waivers', 0, 'findings'], findings);
  writeFileSync(file, String(written));
  const session = await scan(folder, 1000);
  expect([session.snapshot().decisions.length, session.snapshot().waived]).toEqual([1, []]);
  expect(session.snapshot().messages).toEqual([
    {
      level: 'warning',
      text:
        `The waiver of decision ${decision.id} (${decision.title}) does not say what it accepts, and holds for nothing. ` +
        `As it is now that would be: findings: ${JSON.stringify(whole)}`,
    },
  ]);
});

test('what was accepted at its worst stays accepted when it becomes less severe', async () => {
  const folder = newFolder();
  await waived(folder, 1000);
  const answers = openRecords({ stateFolder: folder });
  const [waiver] = (await answers.load()).waivers;
  const findings = waiver?.findings?.map((finding) => ({ ...finding, severity: 'critical' as const }));
  await answers.waive({ ...waiver, findings } as Waiver);
  expect(await openAs(folder, 1000)).toEqual({ open: [], waived: 1 });
});

test('another container was accepted by nobody, and after its last day a waiver accepts nothing', async () => {
  const folder = newFolder();
  await waived(folder, 1000);
  expect(await openAs(folder, 1000, { containers: ['main', 'helper'] })).toEqual({ open: ['low'], waived: 0 });
  expect(await openAs(folder, 1000, { now: '2026-03-01T23:59:59Z' })).toEqual({ open: [], waived: 1 });
  expect(await openAs(folder, 1000, { now: '2026-03-02T00:00:00Z' })).toEqual({ open: ['low'], waived: 0 });
});

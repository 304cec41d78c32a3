/** Waivers in files of a repository: what they fit is accepted, what they do not stays open, and the rest is told. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import privileged from '../../plugins/workloads/privileged/check.ts';
import runAsRoot from '../../plugins/workloads/run-as-root/check.ts';
import { openRecords } from '../../src/records/index.ts';
import { createSession } from '../../src/session/index.ts';
import { openFiles } from '../../src/sources/files/index.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const PODS = ['probe', 'other']
  .map(
    (name) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: lab, labels: {team: ${name}}}\nspec:\n  containers:\n` +
      '    - {name: main, image: registry.example/probe:1, securityContext: {privileged: true}}\n' +
      '    - {name: helper, image: registry.example/probe:1}\n',
  )
  .join('---\n');

interface Rule {
  readonly match: string;
  readonly expires?: string;
}

async function scan(...rules: readonly Rule[]) {
  const folder = mkdtempSync(join(tmpdir(), 'harden-rules-'));
  folders.push(folder);
  const [pods, records] = [join(folder, 'pods.yaml'), join(folder, 'harden.yaml')];
  writeFileSync(pods, PODS);
  const waivers = rules.map(
    ({ match, expires = '2026-12-31' }) => `  - {match: ${match}, reason: agreed, by: Kim, expires: ${expires}}\n`,
  );
  writeFileSync(records, `apiVersion: harden.kubectl.dev/v1alpha1\nkind: Records\nwaivers:\n${waivers.join('')}`);
  const session = createSession({
    source: openFiles({ paths: [pods] }).source,
    checks: [privileged, runAsRoot],
    namespaces: [],
    watch: false,
    mode: 'read-only',
    answers: openRecords({ stateFolder: folder, path: records }),
    stateFolder: folder,
    tool: 'kubectl-harden/test',
    now: () => new Date('2026-06-01T00:00:00Z'),
  });
  await session.run(new AbortController().signal);
  const { decisions, waived, findings, messages } = session.snapshot();
  const of = (list: typeof decisions) =>
    list
      .flatMap(({ findings: found }) => found.map(({ check, subject, part }) => `${check} ${subject.name} ${part}`))
      .sort();
  return { open: of(decisions), accepted: of(waived), all: findings.length, told: messages.map(({ text }) => text) };
}

const ALL = [
  'privileged probe main',
  'privileged other main',
  'run-as-root probe main',
  'run-as-root probe helper',
  'run-as-root other main',
  'run-as-root other helper',
]
  .map((text) => `workloads/${text}`)
  .sort();

test('without a rule everything is open', async () => {
  expect(await scan()).toEqual({ open: ALL, accepted: [], all: 6, told: [] });
});

test.each([
  ['{check: workloads/privileged}', /privileged/],
  ['{check: workloads/*, name: probe}', /probe/],
  ['{item: non-root}', /run-as-root/],
  ['{container: helper}', /helper/],
  ['{labels: {team: other}}', /other/],
  ['{namespace: l*, kind: Pod, name: probe, container: main}', /probe main/],
])('%s accepts what it fits, and nothing else of the same place', async (match, accepted) => {
  const { open, accepted: is, all, told } = await scan({ match });
  expect(is).toEqual(ALL.filter((text) => accepted.test(text)));
  expect(open).toEqual(ALL.filter((text) => !accepted.test(text)));
  expect([all, told]).toEqual([6, []]);
});

test('what has ended is open again and named, and so is what fits nothing', async () => {
  const { open, told } = await scan(
    { match: '{check: workloads/privileged}', expires: '2026-05-31' },
    { match: '{namespace: gone}' },
    { match: '{labels: {team: other, tier: web}}' },
  );
  expect(open).toEqual(ALL);
  expect(told).toEqual([
    '1 waiver ended, and what was accepted is open again: check=workloads/privileged (until 2026-05-31).',
    '2 waivers of the records fit nothing here: namespace=gone (until 2026-12-31); label team=other label tier=web (until 2026-12-31).',
  ]);
});

test.each([
  ['{}', 'waivers[0].match: must hold at least one of check, item, namespace, kind, name, container, labels'],
  ['{chek: a}', 'waivers[0].match: Unrecognized key: "chek"'],
])('a match as %s is an error that names its place', async (match, text) => {
  await expect(scan({ match })).rejects.toThrow(text);
});

import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Attestation, Waiver } from '../../src/model/records.ts';
import { isExpired, openRecords, stateFolder } from '../../src/records/index.ts';

const PLACE = { item: 'i', skipped: [], plan: [] };
const folder = () => mkdtempSync(join(tmpdir(), 'harden-records-'));

const MFA: Attestation = {
  check: 'authentication/mfa',
  cluster: 'c1',
  verdict: 'pass',
  by: 'Kim',
  evidence: 'https://wiki/mfa',
  at: '2026-11-22T10:00:00.000Z',
  expires: '2027-02-20',
};
const LATER: Waiver = {
  decision: 'd1',
  title: 'Deployment shop/api',
  cluster: 'c1',
  reason: 'vendor fix in January: see "T-12"',
  by: 'Kim',
  at: '2026-11-22T10:00:00.000Z',
  expires: '2027-01-31',
};

test('answers are read back as they were given', async () => {
  const records = openRecords({ stateFolder: folder() });
  expect(await records.load()).toEqual({ attestations: [], waivers: [] });
  await Promise.all([records.attest(MFA), records.waive(LATER), records.attest({ ...MFA, cluster: 'c2' })]);
  expect(await records.load()).toEqual({ attestations: [MFA, { ...MFA, cluster: 'c2' }], waivers: [LATER] });
});

test('a newer answer replaces the earlier one of the same cluster only', async () => {
  const records = openRecords({ stateFolder: folder() });
  await records.attest(MFA);
  await records.attest({ ...MFA, cluster: 'c2' });
  await records.attest({ ...MFA, verdict: 'fail', by: 'Lee' });
  const { attestations } = await records.load();
  expect(attestations.map(({ cluster, verdict, by }) => [cluster, verdict, by])).toEqual([
    ['c1', 'fail', 'Lee'],
    ['c2', 'pass', 'Kim'],
  ]);
});

test('an answer for some subjects stands beside that for all, and is replaced by its like', async () => {
  const stored = folder();
  const records = openRecords({ stateFolder: stored });
  await records.attest(MFA);
  await records.attest({ ...MFA, scope: 'shop' });
  await records.attest({ ...MFA, scope: 'shop/Ingress/web' });
  await records.attest({ ...MFA, scope: 'shop', verdict: 'fail' });
  await records.attest({ ...MFA, by: 'Lee' });
  const { attestations } = await records.load();
  expect(attestations.map(({ scope, verdict, by }) => [scope, verdict, by])).toEqual([
    [undefined, 'pass', 'Lee'],
    ['shop', 'fail', 'Kim'],
    ['shop/Ingress/web', 'pass', 'Kim'],
  ]);
  const file = join(stored, 'records.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('scope: shop\n', 'scope: shop/web\n'));
  await expect(records.load()).rejects.toThrow('attestations[1].scope: Write what it is for as NAMESPACE');
});

test('findings that say nothing of what was accepted are read as well', async () => {
  const path = join(folder(), 'own.yaml');
  const entry = { ...LATER, findings: ['f1', { id: 'f2', judged: 'h', severity: 'low' }] };
  writeFileSync(path, `${HEAD}waivers: [${JSON.stringify(entry)}]`);
  const { waivers } = await openRecords({ stateFolder: folder(), path }).load();
  expect(waivers[0]?.findings).toEqual([{ id: 'f1' }, { id: 'f2', judged: 'h', severity: 'low' }]);
});

test('a waiver that is ended is read as it was given, with an earlier end', async () => {
  const records = openRecords({ stateFolder: folder() });
  await records.waive(LATER);
  const ended = { ...LATER, expires: '2026-12-01T08:00:00.000Z' };
  await records.waive(ended);
  expect((await records.load()).waivers).toEqual([ended]);
  expect(isExpired(ended.expires, new Date('2026-12-01T08:00:00.000Z'))).toBe(true);
});

test('a cluster that is forgotten takes its answers and its place with it, and nothing else', async () => {
  const records = openRecords({ stateFolder: folder() });
  await records.attest(MFA);
  await records.attest({ ...MFA, cluster: 'c2' });
  await records.waive(LATER);
  await records.remember('c1', { ...PLACE, skipped: ['d1'] });
  await records.remember('c2', PLACE);
  await records.forget('c1');
  expect(await records.load()).toEqual({ attestations: [{ ...MFA, cluster: 'c2' }], waivers: [] });
  expect([await records.recall('c1'), await records.recall('c2')]).toEqual([{ skipped: [], plan: [] }, PLACE]);
  await records.forget('c3');
});

test('what others wrote into the file stays: comments, unknown fields, other answers', async () => {
  const path = join(folder(), 'team.yaml');
  const text = [
    '# kept by the platform team',
    'apiVersion: harden.kubectl.dev/v1alpha1',
    'kind: Records',
    'owner: platform # not ours',
    'attestations:',
    '  # asked in the spring review',
    '  - check: authentication/mfa',
    '    cluster: c1',
    '    verdict: pass',
    '    by: Lee',
    '    evidence: seen',
    '    at: 2026-01-01',
    '    expires: 2026-04-01',
    '    ticket: SEC-1',
    '',
  ].join('\n');
  writeFileSync(path, text);
  const records = openRecords({ stateFolder: folder(), path });
  await records.attest(MFA);
  await records.waive(LATER);
  const written = readFileSync(path, 'utf8');
  for (const kept of [
    '# kept by the platform team',
    'owner: platform # not ours',
    '# asked in the spring',
    'ticket: SEC-1',
  ])
    expect(written).toContain(kept);
  const { attestations, waivers } = await records.load();
  expect(attestations).toEqual([{ ...MFA, ticket: 'SEC-1' }]);
  expect(waivers).toEqual([LATER]);
});

const HEAD = 'apiVersion: harden.kubectl.dev/v1alpha1\nkind: Records\n';
const BAD: readonly (readonly [string, string, RegExp])[] = [
  ['a missing field', `${HEAD}waivers: [{decision: d}]`, /waivers\[0\]\.cluster/],
  [
    'a verdict that is none',
    `${HEAD}attestations: [{check: a/b, cluster: c, verdict: maybe, by: k, evidence: e, at: 2026-01-01, expires: 2026-02-01}]`,
    /attestations\[0\]\.verdict/,
  ],
  [
    'a finding without an id',
    `${HEAD}waivers: [{decision: d, findings: [{judged: h}], cluster: c, reason: r, by: k, at: 2026-01-01, expires: 2026-02-01}]`,
    /waivers\[0\]\.findings\[0\]: must be an id, or a map/,
  ],
  [
    'a day that is in no calendar',
    `${HEAD}waivers: [{decision: d, cluster: c, reason: r, by: k, at: 2026-01-01, expires: 2026-02-30}]`,
    /waivers\[0\]\.expires: must be a date/,
  ],
  ['another kind', 'apiVersion: v1\nkind: ConfigMap\n', /kind/],
  ['a list', '- 1\n', /document/],
  ['broken YAML', `${HEAD}waivers: [\n`, /line \d+/],
  [
    'an alias bomb',
    `${HEAD}a: &a [1,1]\n${[...'bcdefghijk'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghijk'[at]}`)}]`).join('\n')}\n`,
    /alias/i,
  ],
];

test.each(BAD)(
  '%s is refused with the file and the place, and nothing is written over it',
  async (_, text, message) => {
    const path = join(folder(), 'bad.yaml');
    writeFileSync(path, text);
    const records = openRecords({ stateFolder: folder(), path });
    await expect(records.load()).rejects.toThrow(message);
    await expect(records.load()).rejects.toThrow(path);
    await expect(records.attest(MFA)).rejects.toThrow();
    expect(readFileSync(path, 'utf8')).toBe(text);
  },
);

test('a folder is read whole, other documents in it are passed over, answers go to records.yaml', async () => {
  const path = folder();
  writeFileSync(join(path, 'cm.yaml'), 'apiVersion: v1\nkind: ConfigMap\n');
  writeFileSync(join(path, 'notes.txt'), 'not: [yaml');
  writeFileSync(
    join(path, 'a.yaml'),
    `${HEAD}attestations: [${JSON.stringify({ ...MFA, cluster: 'c9' })}]\n---\nkind: Other\n`,
  );
  const records = openRecords({ stateFolder: folder(), path });
  await records.attest(MFA);
  expect(readdirSync(path)).toContain('records.yaml');
  expect((await records.load()).attestations.map(({ cluster }) => cluster)).toEqual(['c9', 'c1']);
});

test('new files are readable by their owner only; an existing mode and a link are kept; nothing temporary is left', async () => {
  const own = folder();
  await openRecords({ stateFolder: own }).attest(MFA);
  expect(statSync(join(own, 'records.yaml')).mode & 0o777).toBe(0o600);
  const shared = folder();
  const real = join(shared, 'real.yaml');
  writeFileSync(real, HEAD);
  chmodSync(real, 0o644);
  symlinkSync(real, join(shared, 'link.yaml'));
  await openRecords({ stateFolder: own, path: join(shared, 'link.yaml') }).attest(MFA);
  expect(statSync(real).mode & 0o777).toBe(0o644);
  expect(readFileSync(real, 'utf8')).toContain('authentication/mfa');
  expect(readdirSync(shared).sort()).toEqual(['link.yaml', 'real.yaml']);
});

test('text of the operator that looks like YAML stays text', async () => {
  const records = openRecords({ stateFolder: folder() });
  const odd = { ...MFA, by: 'yes', evidence: '- 1: &a {}\n#no\ttab', check: 'x/y' };
  await records.attest(odd);
  expect((await records.load()).attestations).toEqual([odd]);
});

const NOW = new Date('2026-11-22T12:00:00Z');
test.each([
  ['2026-11-22', false],
  ['2026-11-21', true],
  ['2026-11-22T11:59:59Z', true],
  ['2026-11-22T13:00:00+02:00', true],
  ['2026-11-22T12:00:01Z', false],
  ['soon', true],
])('an answer until %s is expired at noon of 22 November: %s', (expires, expected) => {
  expect(isExpired(expires, NOW)).toBe(expected);
});

test('the place in the walk is kept per cluster, and a damaged file is an empty one', async () => {
  const state = folder();
  const records = openRecords({ stateFolder: state });
  expect(await records.recall('c1')).toEqual({ skipped: [], plan: [] });
  await records.remember('c1', { item: 'rbac', decision: 'd1', skipped: ['d0'], plan: ['d2'] });
  await records.remember('/a/path/../as id', { item: 'non-root', skipped: [], plan: [] });
  expect(await records.recall('c1')).toEqual({ item: 'rbac', decision: 'd1', skipped: ['d0'], plan: ['d2'] });
  expect(await records.recall('/a/path/../as id')).toEqual({ item: 'non-root', skipped: [], plan: [] });
  for (const name of readdirSync(join(state, 'walk'))) writeFileSync(join(state, 'walk', name), '{"item": 7');
  expect(await records.recall('c1')).toEqual({ skipped: [], plan: [] });
});

test('a folder that cannot be written is an error, not a lost answer', async () => {
  const path = join(folder(), 'file');
  writeFileSync(path, '');
  const records = openRecords({ stateFolder: join(path, 'below') });
  await expect(records.attest(MFA)).rejects.toThrow();
});

test.each([
  [{ env: { XDG_STATE_HOME: '/s' }, platform: 'linux', home: '/h' }, '/s/kubectl-harden'],
  [{ env: {}, platform: 'linux', home: '/h' }, '/h/.local/state/kubectl-harden'],
  [{ env: { XDG_STATE_HOME: 'relative' }, platform: 'darwin', home: '/h' }, '/h/.local/state/kubectl-harden'],
  [{ env: { XDG_STATE_HOME: '' }, platform: 'linux', home: '/h' }, '/h/.local/state/kubectl-harden'],
  [{ env: { LOCALAPPDATA: 'C:\\L' }, platform: 'win32', home: 'C:\\U' }, 'C:\\L\\kubectl-harden'],
  [{ env: {}, platform: 'win32', home: 'C:\\U' }, 'C:\\U\\AppData\\Local\\kubectl-harden'],
])('state of %j is kept in %s', (surroundings, expected) => {
  expect(stateFolder(surroundings)).toBe(expected);
});

test.each([
  ['answers', (path: string) => openRecords({ stateFolder: path }).attest(MFA), 'The answer'],
  ['the place in the walk', (path: string) => openRecords({ stateFolder: path }).remember('c', PLACE), 'The place'],
])('when %s cannot be written the error is a sentence', async (_, write, what) => {
  const file = join(folder(), 'file');
  writeFileSync(file, '');
  await expect(write(join(file, 'below'))).rejects.toMatchObject({
    name: 'RecordsError',
    message: expect.stringMatching(
      new RegExp(
        `^${what}.* cannot be saved in .*/file/below/.*: a part of its path is not a folder\\. Check the path or `,
      ),
    ),
  });
});

test('answers that cannot be read are an error in a sentence', async () => {
  const path = folder();
  mkdirSync(join(path, 'records.yaml'));
  await expect(openRecords({ stateFolder: path }).load()).rejects.toMatchObject({
    name: 'RecordsError',
    message: expect.stringMatching(/^The answers cannot be read from .*: it is a folder\. Move/),
  });
});

/** `--baseline`: what an earlier report holds is known, in every format and for the exit code. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { dump } from 'js-yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { scanInAll } from '../../support/all-formats.ts';
import { createHome } from '../../support/program.ts';

const home = createHome();
afterAll(() => home.remove());
const at = (name: string) => join(home.folder, name);
let whole: Report;
let fresh: readonly string[];
/** Leaves out what the sample does not decide: it would end a scan that has a limit before any finding is counted. */
let decided: readonly string[];

beforeAll(async () => {
  await home.run(['scan', '--sample', '-q', '-o', `json=${at('whole.json')}`]);
  whole = JSON.parse(readFileSync(at('whole.json'), 'utf8'));
  const isLeftOut = ({ check }: Report['findings'][number]) => check === 'ingress/tls';
  const undecided = whole.checks.filter(({ status }) => status === 'unknown').map(({ id }) => id);
  decided = ['--skip-check', undecided.join(',')];
  fresh = whole.findings.filter(isLeftOut).map(({ id }) => id);
  const part = { ...whole, findings: whole.findings.filter((each) => !isLeftOut(each)) };
  writeFileSync(at('part.json'), JSON.stringify(part));
  writeFileSync(at('part.yaml'), dump(part));
});

const scan = (...args: readonly string[]) => home.run(['scan', '--sample', ...args]);

test('--fail-on counts what is new alone', async () => {
  expect(fresh.length).toBeGreaterThan(0);
  const codes = [];
  for (const [file, failOn] of [
    ['whole.json', 'low'],
    ['part.json', 'medium'],
    ['part.yaml', 'medium'],
    ['part.json', 'high'],
  ] as const)
    codes.push((await scan('-q', '-o', 'name', ...decided, '--baseline', at(file), '--fail-on', failOn)).code);
  expect(codes).toEqual([0, 1, 1, 0]);
});

test('every format marks what is new, and none forgets what is known', async () => {
  const { texts, stderr } = await scanInAll(home, ['--sample', '--baseline', at('part.json')]);
  expect(stderr).toContain(`${fresh.length} findings are new since the baseline`);
  const report = JSON.parse(texts.json ?? '') as Report;
  expect(report.findings).toHaveLength(whole.findings.length);
  expect(report.findings.filter((each) => each.new === true).map(({ id }) => id)).toEqual(fresh);
  const { results } = JSON.parse(texts.sarif ?? '').runs[0] as {
    readonly results: readonly { readonly baselineState?: string }[];
  };
  expect(results.filter(({ baselineState }) => baselineState === 'new')).toHaveLength(fresh.length);
  // The questions of the sample among them.
  expect(results.filter(({ baselineState }) => baselineState === 'unchanged')).toHaveLength(
    results.length - fresh.length,
  );
  expect(results.length).toBeGreaterThan(whole.findings.length);
  const rows = parse(texts.csv ?? '', { columns: true }) as Record<string, string>[];
  expect(rows.filter((each) => each.new === 'yes').map(({ id }) => id)).toEqual(fresh);
  expect(texts.junit?.match(/<failure /g)).toHaveLength(fresh.length);
  expect(texts.junit).toContain('Known by the baseline: ');
  expect(texts.html?.match(/data-fresh/g)?.length).toBeGreaterThan(0);
  expect(texts.openmetrics).toContain('new="true"');
  expect(texts.policyreport?.match(/"new": "true"/g)).toHaveLength(fresh.length);
  expect(texts.markdown).toContain('| medium, new |');
  expect(texts.wide).toMatch(/^SEVERITY +NEW /);
});

test('without one, nothing is called new', async () => {
  const { texts } = await scanInAll(home, ['--sample']);
  for (const [name, text] of Object.entries(texts)) expect(text, name).not.toMatch(/baselineState|data-fresh=|"new":/);
});

test('what cannot be compared with is refused before anything is read', async () => {
  writeFileSync(at('other.json'), '{"kind": "Report"}');
  writeFileSync(at('broken.json'), '{"kind": ');
  for (const [file, words] of [
    ['other.json', 'is no report of kubectl harden'],
    ['broken.json', 'neither JSON nor YAML'],
    ['nowhere.json', 'there is no such file or folder'],
  ] as const) {
    const { code, stderr } = await scan('--baseline', at(file));
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  }
});

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: lab}\nspec: {containers: [{name: c, image: i}]}\n';

/** A report with these members instead. */
function write(name: string, members: object): string {
  writeFileSync(at(name), JSON.stringify({ ...whole, ...members }));
  return at(name);
}

test('what another scan did not ask for is no baseline: one sentence says what differs', async () => {
  const { scope } = whole;
  const live = { type: 'live', label: 'context prod', server: 'https://a:6443', cluster: 'u-1', version: 'v1.36.3' };
  for (const [members, words] of [
    [{ scope: { ...scope, namespaces: ['shop'] } }, 'it holds namespace shop alone, and this scan reads the whole'],
    [{ scope: { ...scope, leftOut: ['ingress/tls'] } }, 'it leaves out ingress/tls, and this scan asks'],
    [{ scope: { ...scope, severity: 'high' } }, 'it holds findings from high on, and this scan all'],
    [{ source: live }, 'it is of a cluster, and this scan reads the sample'],
  ] as const) {
    const { code, stderr, stdout } = await scan('--baseline', write('narrow.json', members));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.split('\n')[0]).toBe(`error: ${at('narrow.json')} is no baseline of this scan: ${words}`);
  }
  const narrow = write('narrow.json', { scope: { ...scope, namespaces: ['shop', 'ci'], severity: 'high' } });
  expect((await scan('-q', '-n', 'shop', '--severity', 'high', '--baseline', narrow)).code).toBe(0);
});

test.each([
  [{ apiVersion: 'harden.kubectl.dev/v1beta1' }, 'is a report of harden.kubectl.dev/v1beta1, and this version reads'],
  [
    { checks: [{ id: 'a/b', status: 'deferred' }] },
    'was written by a newer version: this one does not know "deferred"',
  ],
  [{ findings: [{ id: 'x', severity: 'severe' }] }, 'was written by a newer version: this one does not know "severe"'],
  [{ findings: [{ id: 7 }] }, 'is no report of kubectl harden: findings.0.id is not as it should be'],
])('a report that this version cannot read is refused: %j', async (members, words) => {
  const { code, stderr } = await scan('--baseline', write('other.json', members));
  expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
});

test('a check that the baseline does not know is told, and what it finds is new', async () => {
  const checks = whole.checks.filter(({ id }) => id !== 'ingress/tls');
  const findings = whole.findings.filter(({ check }) => check !== 'ingress/tls');
  const older = write('older.json', { checks, findings });
  const { code, stderr } = await scan(...decided, '--baseline', older, '--fail-on', 'medium');
  expect([code, stderr]).toEqual([1, expect.stringContaining('The baseline is older than 1 check: ingress/tls.')]);
});

test('what is waived is not new, and is when its waiver has ended', async () => {
  const decision = whole.decisions.find(({ title }) => title === 'Deployment shop/cart');
  const ids = decision?.findings ?? [];
  const accepted = whole.findings
    .filter(({ id }) => ids.includes(id))
    .map(({ id, judged, severity }) => ({ id, judged, severity }));
  const said = { cluster: 'sample', by: 'Ann', at: '2026-01-01', expires: '2099-12-31' };
  const records = {
    apiVersion: 'harden.kubectl.dev/v1alpha1',
    kind: 'Records',
    waivers: [{ ...said, decision: decision?.id, title: 'Deployment shop/cart', reason: 'known', findings: accepted }],
    attestations: [{ ...said, check: 'authentication/mfa', verdict: 'fail', evidence: 'asked' }],
  };
  writeFileSync(at('records.json'), JSON.stringify(records));
  const given = ['--records', at('records.json')];
  await scan('-q', ...given, '-o', `json=${at('waived.json')}`);
  const waived = ['--baseline', at('waived.json')];
  const again = await scanInAll(home, ['--sample', ...given, ...decided, ...waived, '--fail-on', 'low']);
  expect(again.code).toBe(0);
  expect(again.texts.csv).not.toMatch(/^[a-z]+,yes,/m);
  expect(again.texts.junit).toMatch(/<skipped message="Known by the baseline: fails: answered by Ann/);
  expect(again.texts.sarif).not.toContain('"baselineState": "new"');
  const { stdout } = await scan('-q', ...waived, '-o', 'json');
  const { findings } = JSON.parse(stdout) as Report;
  expect(findings.flatMap((each) => (each.new === true ? [each.id] : [])).toSorted()).toEqual(ids.toSorted());
});

test('in manifests a renamed file is known by what is in it, and said; a copy is new', async () => {
  const tree = at('tree');
  mkdirSync(tree);
  const files = (...args: readonly string[]) => home.run(['scan', '-f', 'tree', ...args], { cwd: home.folder });
  const fails = ['--baseline', at('files.json'), '--fail-on', 'low', '-q', '-o', 'name'];
  writeFileSync(join(tree, 'a.yaml'), POD);
  writeFileSync(join(tree, 'b.yaml'), POD.replace('name: a', 'name: b'));
  await files('-q', '-o', `json=${at('files.json')}`);
  expect((await files(...fails)).code).toBe(0);
  renameSync(join(tree, 'a.yaml'), join(tree, 'c.yaml'));
  const { stderr } = await files('--baseline', at('files.json'));
  expect(stderr).toMatch(/findings are known by all but the file, which was renamed: tree\/a\.yaml is tree\/c\.yaml\./);
  expect((await files(...fails)).code).toBe(0);
  writeFileSync(join(tree, 'd.yaml'), POD);
  expect((await files(...fails)).code).toBe(1);
  rmSync(join(tree, 'd.yaml'));
  // The old file is still there, with something else in it: nobody has renamed it.
  writeFileSync(join(tree, 'a.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: lab}\n');
  expect((await files(...fails)).code).toBe(1);
});

test.each([
  [['-f', 'one.yaml'], ['-f', 'two.yaml'], 'it is of one.yaml, and this scan reads two.yaml'],
  [['-f', 'one.yaml'], ['-f', './one.yaml'], undefined],
  [['-f', '.'], ['-f', 'one.yaml'], undefined],
  [['-f', '.'], ['-f', '.', '-R'], 'it was made without --recursive'],
  [['-f', '.', '--exclude', 'two.yaml'], ['-f', '.'], 'it leaves out two.yaml, and this scan reads that'],
  [['-f', 'one.yaml'], ['--sample'], 'it is of manifests, and this scan reads the sample'],
] as const)('a baseline of %j for %j', async (before, now, words) => {
  const folder = join(home.folder, 'pair');
  mkdirSync(folder, { recursive: true });
  for (const name of ['one', 'two'])
    writeFileSync(join(folder, `${name}.yaml`), POD.replace('name: a', `name: ${name}`));
  await home.run(['scan', ...before, '-q', '-o', `json=${at('pair.json')}`], { cwd: folder });
  const { code, stderr } = await home.run(['scan', ...now, '--baseline', at('pair.json'), '--fail-on', 'low'], {
    cwd: folder,
  });
  expect(code).toBe(words === undefined ? 0 : 2);
  if (words !== undefined) expect(stderr).toContain(words);
});

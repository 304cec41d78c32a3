/** `--baseline`: what an earlier report holds is known, in every format and for the exit code. */
import { readFileSync, writeFileSync } from 'node:fs';
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

beforeAll(async () => {
  await home.run(['scan', '--sample', '-q', '-o', `json=${at('whole.json')}`]);
  whole = JSON.parse(readFileSync(at('whole.json'), 'utf8'));
  const isLeftOut = ({ check }: Report['findings'][number]) => check === 'ingress/tls';
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
    codes.push((await scan('-q', '-o', 'name', '--baseline', at(file), '--fail-on', failOn)).code);
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
  expect(results.filter(({ baselineState }) => baselineState === 'unchanged')).toHaveLength(
    whole.findings.length - fresh.length,
  );
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
    ['nowhere.json', 'ENOENT'],
  ] as const) {
    const { code, stderr } = await scan('--baseline', at(file));
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  }
});

test('a baseline of another source says so', async () => {
  const manifest =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: n}\nspec: {containers: [{name: c, image: i}]}\n';
  const { stderr } = await home.run(['scan', '-f', '-', '--baseline', at('whole.json')], { stdin: manifest });
  expect(stderr).toContain('The baseline is of another source (sample sample)');
});

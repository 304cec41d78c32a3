/** `harden.yaml` of a repository: what a scan of its manifests says of it, in each output. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHome } from '../support/program.ts';

const WEB = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec: {containers: [{name: main, image: "registry.example.com/web:1", securityContext: {privileged: true}}]}
`;
const RECORDS = `apiVersion: harden.kubectl.dev/v1alpha1
kind: Records
waivers:
  - {match: {check: workloads/privileged}, reason: builds images, by: Kim, expires: 2099-01-31}
  - {match: {check: workloads/host-path}, reason: "\\e[31mgone", by: Kim, expires: 2099-01-31}
  - {match: {check: workloads/run-as-root}, reason: soon, by: Kim, expires: 2020-01-31}
`;
const CHECKS = ['--check', 'workloads/privileged,workloads/host-path,workloads/run-as-root'];
const home = createHome();
let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'harden-beside-')));
  mkdirSync(join(root, '.git'));
  mkdirSync(join(root, 'deploy'));
  writeFileSync(join(root, 'deploy/web.yaml'), WEB);
  writeFileSync(join(root, 'harden.yaml'), RECORDS);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const scan = (args: readonly string[], cwd: string) => home.run(['scan', ...CHECKS, ...args], { cwd });

test('in the own repository it counts, is named, and what accepts nothing is listed', async () => {
  const { stdout, stderr } = await scan(['-f', 'deploy', '-o', 'json'], root);
  expect(stderr).toContain('Answers and waivers in harden.yaml count: --records names another place.');
  const { waivers, lapsedWaivers, findings } = JSON.parse(stdout);
  expect(waivers.map(({ reason }: { reason: string }) => reason)).toEqual(['builds images']);
  expect(findings.map(({ check }: { check: string }) => check)).toEqual(['workloads/run-as-root']);
  expect(lapsedWaivers).toEqual([
    expect.objectContaining({ state: 'ended', match: { check: 'workloads/run-as-root' }, reason: 'soon' }),
    expect.objectContaining({ state: 'unmatched', match: { check: 'workloads/host-path' } }),
  ]);
  for (const format of ['markdown', 'html']) {
    const page = (await scan(['-f', '.', '-o', format], root)).stdout;
    expect(page).toContain('Waivers that accept nothing');
    expect(page).toContain('check=workloads/host-path');
    expect(page).not.toContain('\u001b');
  }
});

test('from elsewhere it is named and counts for nothing, until it is asked for', async () => {
  const from = join(root, 'harden.yaml');
  const left = await scan(['-f', join(root, 'deploy'), '-o', 'json'], tmpdir());
  expect(left.stderr).toContain('do not count: it is not of the repository that you work in.');
  expect(JSON.parse(left.stdout).waivers).toEqual([]);
  const asked = await scan(['-f', join(root, 'deploy'), '-o', 'json', '--records', from], tmpdir());
  expect(asked.stderr).not.toContain('count:');
  expect(JSON.parse(asked.stdout).waivers).toHaveLength(1);
});

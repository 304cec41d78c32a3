import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { UNPLACED } from '../../../src/kube/unplaced.ts';
import type { ObjectRef } from '../../../src/plugin-api/index.ts';
import { openKustomization } from '../../../src/sources/files/index.ts';
import { SIGNAL, temporary, tree } from './harness.ts';

const REF: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: UNPLACED, name: 'cart' };

afterEach(() => {
  delete process.env.KUBECTL_PATH;
});

const REMOTE = [
  'https://TOKEN@git.test/a/b?ref=v1&sshkey=KEY',
  'https://files.test/a.yaml',
  'github.com/owner/repo//deploy?ref=main',
  'git@git.test:owner/repo',
  'ssh://git@git.test/owner/repo',
  'git::https://git.test/owner/repo',
  'git.test/owner/repo?ref=v2',
  'oci://registry.test/a',
  'file:///etc',
  'gh:owner/repo',
];
const PLACES: readonly (readonly [string, (address: string) => Readonly<Record<string, string>>])[] = [
  ['resources', (address) => ({ 'kustomization.yaml': `resources: ["${address}"]\n` })],
  ['bases, in capitals', (address) => ({ 'kustomization.yaml': `Bases: ["${address}"]\n` })],
  [
    'a base of a base',
    (address) => ({ 'kustomization.yaml': 'resources: [a]\n', 'a/kustomization.yaml': `components: ["${address}"]\n` }),
  ],
  ['patches', (address) => ({ 'kustomization.yaml': `patches: [{path: "${address}"}]\n` })],
  [
    'a generator',
    (address) => ({ 'kustomization.yaml': `configMapGenerator: [{name: a, files: ["k=${address}"]}]\n` }),
  ],
  [
    'a plugin in a file',
    (address) => ({
      'kustomization.yaml': 'transformers: [t.yaml]\n',
      't.yaml': `apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: p}\npath: "${address}"\n`,
    }),
  ],
  [
    'a plugin in place',
    (address) => ({
      'kustomization.yaml': `generators:\n- |-\n  apiVersion: builtin\n  kind: ConfigMapGenerator\n  files: ["${address}"]\n`,
    }),
  ],
  ['openapi', (address) => ({ 'kustomization.yaml': `openapi: {path: "${address}"}\n` })],
  ['replacements', (address) => ({ 'kustomization.yaml': `replacements: [{path: "${address}"}]\n` })],
];

/** Answers to nothing and notes that it was called. */
function watchedKubectl(): string {
  const folder = temporary('kubectl-');
  const [program, mark] = [join(folder, 'kubectl'), join(folder, 'called')];
  writeFileSync(program, `#!/bin/sh\necho called > '${mark}'\nexit 1\n`);
  chmodSync(program, 0o755);
  process.env.KUBECTL_PATH = program;
  return mark;
}

async function said(folder: string): Promise<readonly string[]> {
  const { source, close } = openKustomization(folder);
  const texts: string[] = [];
  const options = { kinds: [], evidence: [], namespaces: [], watch: false };
  for await (const event of source.stream(options, SIGNAL))
    if (event.type === 'message' && event.level === 'error') texts.push(event.text);
  await close();
  return texts;
}

test.each(PLACES)(
  'what would be fetched is refused by its name, and kubectl is not even started: %s',
  async (_, files) => {
    const mark = watchedKubectl();
    for (const address of REMOTE) {
      const path = tree(files(address));
      const [text = ''] = await said(path);
      expect(text).toContain('is not on this machine: nothing is fetched');
      expect(text).not.toMatch(/TOKEN|KEY/);
      await expect(openKustomization(path).target.read(REF, SIGNAL)).rejects.toThrow('nothing is fetched');
    }
    expect(existsSync(mark)).toBe(false);
  },
);

const RUNNING: readonly (readonly [string, string, string])[] = [
  [
    'a chart',
    'helmCharts: [{name: a, repo: "https://u:PASS@charts.test", version: "1"}]',
    'helmCharts: https://***@charts.test a: it is a chart',
  ],
  ['an old chart', 'helmChartInflationGenerator: [{chartName: a}]', 'it is a chart'],
  [
    'a chart as a plugin',
    'generators:\n- |-\n  apiVersion: builtin\n  kind: HelmChartInflationGenerator\n  metadata: {name: a}\n  name: a',
    'it is a chart',
  ],
  [
    'a program',
    'transformers:\n- |-\n  apiVersion: a.test/v1\n  kind: Thing\n  metadata: {name: a, annotations: {config.kubernetes.io/function: "exec: {path: ./run}"}}',
    'it runs a program of its own',
  ],
];

test.each(RUNNING)('what would run a program is refused by its name: %s', async (_, text, reason) => {
  const mark = watchedKubectl();
  const path = tree({ 'kustomization.yaml': `${text}\n` });
  expect((await said(path)).join(' ')).toContain(reason);
  expect(existsSync(mark)).toBe(false);
});

test('a missing kubectl, what kubectl refuses, and folders that are none are said', async () => {
  const path = tree({
    'kustomization.yaml': 'resources: [a.yaml]\n',
    'a.yaml': 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n',
    'empty/a.txt': '',
  });
  expect(await said(join(path, 'nowhere'))).toEqual([`${path}/nowhere: there is no such file or folder`]);
  expect(await said(join(path, 'empty'))).toEqual([`${path}/empty: there is no kustomization.yaml`]);
  expect(await said(join(path, 'a.yaml'))).toEqual([
    `${path}/a.yaml: it is a file. Name the folder of a kustomization.`,
  ]);
  writeFileSync(join(path, 'kustomization.yaml'), 'resources: [a.yaml]\nunknown: 1\n');
  expect((await said(path))[0]).toContain('unknown field "unknown"');
  process.env.KUBECTL_PATH = join(path, 'no-kubectl');
  writeFileSync(join(path, 'kustomization.yaml'), 'resources: [a.yaml]\n');
  expect((await said(path))[0]).toContain('was not found: -k builds with your own kubectl');
});

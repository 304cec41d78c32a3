import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { KubeObject, ObjectRef } from '../../../src/plugin-api/index.ts';
import { openFiles } from '../../../src/sources/files/index.ts';
import { folder, type Scanned, SIGNAL, scan } from './harness.ts';

const DENY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny', namespace: 'store' },
  spec: { podSelector: {}, policyTypes: ['Ingress'] },
} as KubeObject;
const DENY_REF: ObjectRef = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  namespace: 'store',
  name: 'deny',
};
const CART = `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: store}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec: {containers: [{name: cart, image: "registry.test/cart:2"}]}
`;
const LIMITS = `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart}
spec:
  template:
    spec: {containers: [{name: cart, resources: {limits: {cpu: "1"}}}]}
`;
const HEAD = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';

function short({ warnings, errors }: Scanned, path: string): readonly string[] {
  return [...errors, ...warnings].map((text) => text.replaceAll(`${path}/`, ''));
}

const FORMS: readonly (readonly [string, string])[] = [
  ['patches, by path', 'patches: [{path: limits.yaml}]'],
  ['patches, as texts', 'patches:\n- limits.yaml'],
  ['patchesStrategicMerge', 'patchesStrategicMerge:\n  - limits.yaml'],
  ['patchesJson6902', 'patchesJson6902: [{target: {version: v1, kind: Deployment, name: cart}, path: limits.yaml}]'],
  ['replacements', 'replacements: [{path: limits.yaml}]'],
  ['configurations', 'configurations: [limits.yaml]'],
  ['a generator of ConfigMaps', 'configMapGenerator: [{name: c, files: [limits.yaml]}]'],
  ['a generator of Secrets, under another key', 'secretGenerator: [{name: c, files: [key.yaml=limits.yaml]}]'],
  ['transformers', 'transformers: [limits.yaml]'],
  [
    'a transformer in place',
    'transformers:\n- |-\n  apiVersion: builtin\n  kind: PatchTransformer\n  metadata: {name: p}\n  path: limits.yaml',
  ],
  ['openapi', 'openapi: {path: limits.yaml}'],
  ['the values of a chart', 'helmCharts: [{name: c, repo: "https://charts.test", valuesFile: limits.yaml}]'],
  ['a key in capitals', 'Patches: [{Path: limits.yaml}]'],
];

test.each(FORMS)('what a kustomization names under %s is no workload', async (_, text) => {
  for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization']) {
    // With and without saying what it is.
    for (const head of ['', HEAD, `${HEAD.replace('v1beta1', 'v1alpha1').replace('Kustomization', 'Component')}`]) {
      const path = folder({
        'cart.yaml': CART,
        'limits.yaml': LIMITS,
        [name]: `${head}resources: [cart.yaml]\n${text}\n`,
      });
      const scanned = await scan({ paths: [path] });
      expect(scanned.names).toEqual(['deployment.apps/cart']);
      expect(short(scanned, path)).toEqual([
        `1 kustomization (${name}): 1 file (a patch or the like) is neither judged nor edited: limits.yaml. What it builds is judged with -k FOLDER.`,
      ]);
    }
  }
});

test('a folder below its kustomization is read with what that says, and a file of its own name too', async () => {
  const path = folder({
    'kustomization.yaml': 'resources: [a/cart.yaml]\npatches: [{path: a/limits.yaml}]\n',
    'a/cart.yaml': CART,
    'a/limits.yaml': CART.replace('cart:2', 'cart:3'),
  });
  for (const paths of [[join(path, 'a')], [join(path, 'a/cart.yaml'), join(path, 'a/limits.yaml')]]) {
    const scanned = await scan({ paths });
    expect(scanned.names).toEqual(['deployment.apps/cart']);
    expect(short(scanned, path)).toEqual([
      '1 file is a patch or the like, neither judged nor edited: a/limits.yaml. What a kustomization builds is judged with -k FOLDER.',
    ]);
  }
});

test('a file that is a resource as well is judged', async () => {
  const path = folder({
    'base/kustomization.yaml': 'resources: [cart.yaml]\n',
    'base/cart.yaml': CART,
    'kustomization.yaml': 'resources: [base]\npatches: [{path: base/cart.yaml}]\n',
  });
  expect((await scan({ paths: [path], recursive: true })).names).toEqual(['deployment.apps/cart']);
});

const ALONE: readonly (readonly [string, string, boolean])[] = [
  [
    'a directive',
    `${CART}    $patch: replace\n`.replace('spec: {containers', 'spec: {$patch: merge, containers'),
    true,
  ],
  ['no selector and no image', LIMITS, true],
  ['nothing but replicas', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 2}\n', true],
  [
    'a definition without its kind',
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a.b.c, annotations: {d: e}}\n',
    true,
  ],
  [
    'what a test expects',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nstatus: {readyReplicas: 1}\n',
    true,
  ],
  [
    'what a test expects of a Job',
    'apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {completions: 1}\nstatus: {succeeded: 1}\n',
    true,
  ],
  ['a list of operations', '- op: add\n  path: /spec/replicas\n  value: 2\n', true],
  [
    'a CronJob without an image',
    'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {jobTemplate: {spec: {template: {spec: {containers: [{name: a}]}}}}}\n',
    true,
  ],
  [
    'the word in a text',
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, annotations: {a: "$patch: delete"}}\n',
    false,
  ],
  ['an image', 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: b}]}\n', false],
  ['a selector', CART.replace(', image: "registry.test/cart:2"', ''), false],
];

test.each(ALONE)('a patch is told by itself: %s', async (_, text, isPatch) => {
  const path = folder({ 'a.yaml': text });
  const scanned = await scan({ paths: [path] });
  expect(scanned.names).toHaveLength(isPatch ? 0 : 1);
  expect(short(scanned, path)).toEqual(
    isPatch
      ? [
          '1 file is a patch or the like, neither judged nor edited: a.yaml. What a kustomization builds is judged with -k FOLDER.',
        ]
      : [],
  );
});

test.each([
  ['of YAML 1.1', '%YAML 1.1\n---\n'],
  ['behind comments, with a tag', '# ours\n\n%YAML 1.1\n%TAG !e! tag:example.com,2026:\n--- # here\n'],
])('a kustomization may begin with directives %s', async (_, directives) => {
  const path = folder({
    'kustomization.yaml': `${directives}resources: [cart.yaml]\npatches: [{path: limits.yaml}]\n`,
    'cart.yaml': CART,
    'limits.yaml': CART.replace('cart:2', 'cart:3'),
  });
  const scanned = await scan({ paths: [path] });
  expect(scanned.names).toEqual(['deployment.apps/cart']);
  expect(short(scanned, path)[0]).toContain('1 kustomization (kustomization.yaml): 1 file');
});

test('of another YAML than kustomize reads it is told so', async () => {
  const path = folder({ 'kustomization.yaml': '%YAML 1.2\n---\nresources: [cart.yaml]\n', 'cart.yaml': CART });
  expect(short(await scan({ paths: [path] }), path)[0]).toBe(
    'kustomization.yaml: line 1: kustomize reads YAML 1.1 only: take out the directive %YAML',
  );
});

test('of a file that holds objects as well, the documents that are patches are named', async () => {
  const path = folder({ 'a.yaml': `${CART}---\n${LIMITS}---\n---\n${LIMITS}`, 'b.yaml': `---\n${LIMITS}---\n` });
  const scanned = await scan({ paths: [path] });
  expect(scanned.names).toHaveLength(1);
  const [second, third] = [CART, `${CART}---\n${LIMITS}---\n`].map((text) => text.split('\n').length + 1);
  expect(short(scanned, path)).toEqual([
    `1 file and 2 documents are patches and the like, neither judged nor edited: b.yaml, a.yaml:${second}, a.yaml:${third}. What a kustomization builds is judged with -k FOLDER.`,
  ]);
});

test('a file that was named is meant to hold an object', async () => {
  const path = folder({ 'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n' });
  const said = async (name: string) => short(await scan({ paths: [join(path, name)] }), path);
  expect(await said('a.yaml')).toEqual(['a.yaml: document 1, line 1: Pod a: .spec is missing']);
  expect((await said('.'))[0]).toContain('1 file is a patch or the like');
});

const BROKEN: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  [
    'two documents',
    { 'kustomization.yaml': 'resources: [cart.yaml]\n---\nnamespace: x\n' },
    'kustomization.yaml: line 3: a kustomization is one document, and here begins another',
  ],
  [
    'two files',
    { 'kustomization.yml': '{}\n', Kustomization: '{}\n' },
    'kustomization.yml: there is Kustomization beside it. Keep one of them.',
  ],
  ['a list', { Kustomization: '- a\n' }, 'Kustomization: line 1: it is no map of fields'],
  ['no YAML', { 'kustomization.yaml': 'resources: [a\n' }, 'kustomization.yaml: line 2: not valid YAML'],
];

test.each(BROKEN)('a kustomization that kustomize refuses is said to be so: %s', async (_, files, problem) => {
  const path = folder({ 'cart.yaml': CART, ...files });
  const scanned = await scan({ paths: [path] });
  expect(scanned.names).toEqual(['deployment.apps/cart']);
  expect(short(scanned, path)[0]).toContain(problem);
  expect(scanned.errors).toHaveLength(1);
});

const LISTS: readonly (readonly [string, string, string])[] = [
  ['a block list', 'resources:\n- cart.yaml\n', 'resources:\n- cart.yaml\n- harden-store.yaml\n'],
  [
    'an indented list with comments',
    'resources:\n  # ours\n  - cart.yaml # the cart\n\n# end\n',
    'resources:\n  # ours\n  - cart.yaml # the cart\n  - harden-store.yaml\n\n# end\n',
  ],
  ['a flow list', 'resources: [cart.yaml]\n', 'resources: [cart.yaml, harden-store.yaml]\n'],
  ['Windows line ends', 'resources:\r\n- cart.yaml\r\n', 'resources:\r\n- cart.yaml\r\n- harden-store.yaml\r\n'],
  ['no line end at its end', 'resources:\n- cart.yaml', 'resources:\n- cart.yaml\n- harden-store.yaml'],
  ['no resources', 'namespace: store\n', 'namespace: store\nresources:\n  - harden-store.yaml\n'],
  ['an empty list', 'resources: []\n', 'resources:\n  - harden-store.yaml\n'],
  ['a list without items', 'resources:\nnamespace: store\n', 'resources:\n  - harden-store.yaml\nnamespace: store\n'],
  ['JSON', '{"resources": ["cart.yaml"]}\n', '{"resources": ["cart.yaml", "harden-store.yaml"]}\n'],
  ['a separator', '---\nresources:\n  - "cart.yaml"\n', '---\nresources:\n  - "cart.yaml"\n  - "harden-store.yaml"\n'],
];

test.each(LISTS)(
  'a new object is entered into the kustomization beside it, and leaves with its entry: %s',
  async (_, before, after) => {
    const path = folder({ 'cart.yaml': CART, 'kustomization.yaml': before });
    const [list, file] = [join(path, 'kustomization.yaml'), join(path, 'harden-store.yaml')];
    const { target } = openFiles({ paths: [path] });
    const tried = await target.write({ op: 'create', object: DENY }, { dryRun: true }, SIGNAL);
    expect(tried.files).toEqual([{ path: list, before, after }]);
    expect(readFileSync(list, 'utf8')).toBe(before);
    const { restore } = await target.write({ op: 'create', object: DENY }, { dryRun: false }, SIGNAL);
    expect(readFileSync(list, 'utf8')).toBe(after);
    const later = openFiles({ paths: [path] }).target;
    for (const dryRun of [true, false]) await later.restore?.(restore ?? null, { dryRun }, SIGNAL);
    expect(readFileSync(list, 'utf8')).toBe(before);
    expect(existsSync(file)).toBe(false);
  },
);

test('a second object goes into the file that is listed already, and the last one takes the entry with it', async () => {
  const before = 'resources: [cart.yaml]\n';
  const path = folder({ 'cart.yaml': CART, 'kustomization.yaml': before });
  const list = join(path, 'kustomization.yaml');
  const { target } = openFiles({ paths: [path] });
  const other = { ...DENY, metadata: { ...DENY.metadata, name: 'other' } };
  for (const object of [DENY, other]) await target.write({ op: 'create', object }, { dryRun: false }, SIGNAL);
  expect(readFileSync(list, 'utf8')).toBe('resources: [cart.yaml, harden-store.yaml]\n');
  await target.write({ op: 'delete', ref: { ...DENY_REF, name: 'other' } }, { dryRun: false }, SIGNAL);
  expect(readFileSync(list, 'utf8')).toBe('resources: [cart.yaml, harden-store.yaml]\n');
  const last = await target.write({ op: 'delete', ref: DENY_REF }, { dryRun: false }, SIGNAL);
  expect(readFileSync(list, 'utf8')).toBe(before);
  expect(existsSync(join(path, 'harden-store.yaml'))).toBe(false);
  await target.restore?.(last.restore ?? null, { dryRun: false }, SIGNAL);
  expect(readFileSync(list, 'utf8')).toBe('resources: [cart.yaml, harden-store.yaml]\n');
  expect(existsSync(join(path, 'harden-store.yaml'))).toBe(true);
});

const REFUSED: readonly (readonly [string, Readonly<Record<string, string>>, string, string])[] = [
  [
    'an alias',
    { 'kustomization.yaml': 'x: &r [cart.yaml]\nresources: *r\n' },
    '.',
    'add "- harden-store.yaml" to resources: there',
  ],
  [
    'a kustomization above what was named',
    { 'kustomization.yaml': 'resources: [in/cart.yaml]\n', 'in/cart.yaml': CART },
    'in',
    'add "- in/harden-store.yaml" to resources: in',
  ],
];

test.each(REFUSED)(
  'where the entry cannot be made nothing is written, and the line is told: %s',
  async (_, files, given, told) => {
    const path = folder({ ...(given === '.' ? { 'cart.yaml': CART } : {}), ...files });
    const list = join(path, 'kustomization.yaml');
    const { target } = openFiles({ paths: [join(path, given)] });
    for (const dryRun of [true, false]) {
      const writing = target.write({ op: 'create', object: DENY }, { dryRun }, SIGNAL);
      await expect(writing).rejects.toThrow(told);
    }
    expect(readFileSync(list, 'utf8')).toBe(files['kustomization.yaml']);
    expect(existsSync(join(path, given, 'harden-store.yaml'))).toBe(false);
  },
);

test('without a kustomization nothing else is written', async () => {
  const path = folder({ 'cart.yaml': CART });
  mkdirSync(join(path, '.git'));
  writeFileSync(join(path, 'other.txt'), '');
  const { target } = openFiles({ paths: [path] });
  const { files } = await target.write({ op: 'create', object: DENY }, { dryRun: false }, SIGNAL);
  expect(files).toBeUndefined();
  expect(existsSync(join(path, 'harden-store.yaml'))).toBe(true);
});

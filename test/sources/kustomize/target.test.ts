import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { UNPLACED } from '../../../src/kube/unplaced.ts';
import { fieldChangesOf } from '../../../src/model/edits.ts';
import type { Target, WriteResult } from '../../../src/model/ports.ts';
import type { Edit, KubeObject, ObjectRef } from '../../../src/plugin-api/index.ts';
import { openKustomization } from '../../../src/sources/files/index.ts';
import { built, bytesOf, SIGNAL, temporary, tree } from './harness.ts';

const CART = `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
      - {name: side, image: "registry.test/side:1"}
      - name: cart
        image: registry.test/cart:2
        securityContext: {privileged: true, capabilities: {add: [NET_RAW, SYS_TIME]}}
`;
const BOT = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: bot}\n';
const BASE = { 'base/kustomization.yaml': 'resources: [cart.yaml]\n', 'base/cart.yaml': CART };
const REF: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: UNPLACED, name: 'cart' };
const CONTEXT = ['spec', 'template', 'spec', 'containers', { key: 'name', is: 'cart' }, 'securityContext'] as const;
const EDITS: readonly Edit[] = [
  { op: 'unset', path: [...CONTEXT, 'privileged'] },
  { op: 'exclude', path: [...CONTEXT, 'capabilities', 'add'], value: 'SYS_TIME' },
  { op: 'set', path: [...CONTEXT, 'allowPrivilegeEscalation'], value: false },
];

function open(folder: string): Target {
  const { target, close } = openKustomization(folder);
  onTestFinished(close);
  return target;
}

async function edit(target: Target, ref: ObjectRef, edits = EDITS, dryRun = false): Promise<WriteResult> {
  const object = await target.read(ref, SIGNAL);
  if (object === undefined) throw new Error(`${ref.name} is not built`);
  return target.write({ op: 'patch', ref, fieldChanges: fieldChangesOf(object, edits) }, { dryRun }, SIGNAL);
}

async function undo(folder: string, { restore }: WriteResult): Promise<void> {
  const target = open(folder);
  for (const dryRun of [true, false]) await target.restore?.(restore ?? null, { dryRun }, SIGNAL);
}

const LAYERS: readonly (readonly [string, string, Partial<ObjectRef>])[] = [
  ['nothing else', '', {}],
  ['a namespace', 'namespace: shop', { namespace: 'shop' }],
  ['a prefix and a suffix', 'namePrefix: a-\nnameSuffix: -z', { name: 'a-cart-z' }],
  [
    'all of them and labels',
    'namespace: shop\nnamePrefix: a.\ncommonLabels: {team: blue}',
    { namespace: 'shop', name: 'a.cart' },
  ],
  [
    'replicas and images',
    'replicas: [{name: cart, count: 3}]\nimages: [{name: registry.test/cart, digest: "sha256:1"}]',
    {},
  ],
  ['an empty list of patches', 'patches: []', {}],
  [
    'patches in a flow list',
    'patches: [{patch: "- {op: add, path: /spec/replicas, value: 2}", target: {kind: Deployment}}]',
    {},
  ],
  [
    'keys in capitals',
    'Patches:\n- patch: "- {op: add, path: /spec/replicas, value: 2}"\n  target: {kind: Deployment}',
    {},
  ],
  ['Windows line ends', 'namespace: shop\r\nnamePrefix: b-\r', { namespace: 'shop', name: 'b-cart' }],
  ['no line end at its end', 'namespace: shop', { namespace: 'shop' }],
];

test.each(LAYERS)(
  'a change is a patch in the folder, and everything else is built as before: %s',
  async (_, text, named) => {
    const ends = _ === 'no line end at its end' ? '' : '\n';
    const path = tree({ ...BASE, 'top/kustomization.yaml': `# ours\nresources: [../base]\n${text}${ends}` });
    const folder = join(path, 'top');
    const [bytes, before] = [bytesOf(path), built(folder) ?? ''];
    const ref = { ...REF, ...named };
    const target = open(folder);
    const tried = await edit(target, ref, EDITS, true);
    expect(bytesOf(path)).toEqual(bytes);
    const done = await edit(target, ref);
    expect({ ...done, restore: undefined }).toEqual({ ...tried, restore: undefined });
    const gone = ['            - SYS_TIME', '          privileged: true'];
    const rest = before.split('\n').filter((line) => !gone.includes(line));
    expect(
      built(folder)
        ?.split('\n')
        .filter((line) => line !== '          allowPrivilegeEscalation: false'),
    ).toEqual(rest);
    expect(await target.read(ref, SIGNAL)).toEqual(done.after);
    expect(Object.keys(bytesOf(path)).filter((name) => !(name in bytes))).toEqual([
      `top/harden-deployment-${ref.name}.yaml`,
    ]);
    await undo(folder, done);
    expect(bytesOf(path)).toEqual(bytes);
  },
);

test('a Namespace that the kustomization calls anew is changed under the name in its file', async () => {
  const path = tree({
    'kustomization.yaml': 'resources: [space.yaml]\nnamespace: shop\n',
    'space.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: plain}\n',
  });
  const ref: ObjectRef = { apiVersion: 'v1', kind: 'Namespace', name: 'shop' };
  await edit(open(path), ref, [{ op: 'set', path: ['metadata', 'labels', 'tier'], value: 'one' }]);
  expect(built(path)).toBe('apiVersion: v1\nkind: Namespace\nmetadata:\n  labels:\n    tier: one\n  name: shop\n');
});

test('what names no namespace is in the one that is given, and is found again by who gives none', async () => {
  const path = tree({ ...BASE, 'top/kustomization.yaml': 'resources: [../base]\n' });
  const folder = join(path, 'top');
  const bytes = bytesOf(path);
  const { target, close } = openKustomization(folder, 'shop');
  onTestFinished(close);
  const ref = { ...REF, namespace: 'shop' };
  const done = await edit(target, ref);
  expect(done.before?.metadata.namespace).toBe('shop');
  expect(done.after).toEqual(await open(folder).read(ref, SIGNAL));
  expect(Object.keys(bytesOf(path))).toContain('top/harden-deployment-cart.yaml');
  expect(built(folder)).not.toContain('namespace:');
  await undo(folder, done);
  expect(bytesOf(path)).toEqual(bytes);
});

test('two of one name in two namespaces, and one whose name fits both, are told apart', async () => {
  const path = tree({
    'kustomization.yaml': 'resources: [cart.yaml]\n',
    'cart.yaml':
      ['one', 'two'].map((name) => CART.replace('{name: cart}', `{name: c.rt, namespace: ${name}}`)).join('---\n') +
      `---\n${CART}`,
  });
  const before = built(path) ?? '';
  await edit(open(path), { ...REF, name: 'c.rt', namespace: 'two' });
  const [first, second, third] = (built(path) ?? '').split('---\n');
  const [one, two, three] = before.split('---\n');
  expect([first, third]).toEqual([one, three].map((text) => text));
  expect(second).not.toBe(two);
});

test('what operations of the kustomization set after its patches is changed after them', async () => {
  const context = { privileged: true, capabilities: { add: ['SYS_TIME'] } };
  const steps = JSON.stringify([
    { op: 'add', path: '/spec/template/spec/containers/1/securityContext', value: context },
  ]);
  const path = tree({
    ...BASE,
    'top/kustomization.yaml': `resources: [../base]\nnamePrefix: a-\npatchesJson6902:\n- target: {group: apps, version: v1, kind: Deployment, name: cart}\n  patch: '${steps}'\n`,
  });
  const folder = join(path, 'top');
  const bytes = bytesOf(path);
  const done = await edit(open(folder), { ...REF, name: 'a-cart' });
  expect(built(folder)).toContain(
    'securityContext:\n          allowPrivilegeEscalation: false\n          capabilities:\n            add: []\n',
  );
  await undo(folder, done);
  expect(bytesOf(path)).toEqual(bytes);
});

test('a change of what is not merged is a list of operations that tests what it goes through', async () => {
  const path = tree({
    'kustomization.yaml': 'resources: [run.yaml]\nnamePrefix: a-\n',
    'run.yaml': `apiVersion: things.test/v1
kind: Runner
metadata: {name: run, namespace: shop}
spec:
  template:
    spec:
      containers: [{name: a, image: a}, {name: main, image: b}]
`,
  });
  const ref = { apiVersion: 'things.test/v1', kind: 'Runner', namespace: 'shop', name: 'a-run' };
  const place = [
    'spec',
    'template',
    'spec',
    'containers',
    { key: 'name', is: 'main' },
    'securityContext',
    'runAsNonRoot',
  ] as const;
  await edit(open(path), ref, [{ op: 'set', path: place, value: true }]);
  expect(readFileSync(join(path, 'harden-runner-a-run.yaml'), 'utf8')).toBe(`- op: test
  path: /spec/template/spec/containers/1/name
  value: main
- op: add
  path: /spec/template/spec/containers/1/securityContext
  value:
    runAsNonRoot: true
`);
});

const REFUSED: readonly (readonly [string, string, string])[] = [
  [
    'a transformer sets it too',
    'transformers:\n- |-\n  apiVersion: builtin\n  kind: PatchTransformer\n  metadata: {name: p}\n  target: {kind: Deployment}\n  patch: "- {op: add, path: /spec/template/spec/containers/1/securityContext/privileged, value: true}"',
    'something after the patch sets it too. Change it by hand where it is written, or what sets it afterwards: ',
  ],
  [
    'patches are noted everywhere',
    'buildMetadata: [transformerAnnotations]',
    'transformerAnnotations of buildMetadata notes each patch at every object: take it out first',
  ],
];

test.each(REFUSED)('what cannot be proven is refused, and nothing is written: %s', async (_, text, reason) => {
  const path = tree({
    ...BASE,
    'top/bot.yaml': BOT,
    'top/kustomization.yaml': `resources: [../base, bot.yaml]\n${text}\n`,
  });
  const folder = join(path, 'top');
  const bytes = bytesOf(path);
  for (const dryRun of [true, false]) await expect(edit(open(folder), REF, EDITS, dryRun)).rejects.toThrow(reason);
  expect(bytesOf(path)).toEqual(bytes);
});

const DENY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny', namespace: 'shop' },
  spec: { podSelector: {}, policyTypes: ['Ingress'] },
} as KubeObject;

const ADDITIONS: readonly (readonly [string, string, string | undefined, string])[] = [
  ['as it is', 'namespace: shop', 'deny', ''],
  ['under a prefix', 'namespace: shop\nnamePrefix: a-', 'a-deny', ''],
  ['with annotations of all', 'namespace: shop\ncommonAnnotations: {by: us}', 'deny', ''],
  ['moved elsewhere', 'namespace: other', undefined, 'would put it elsewhere'],
  [
    'with a selector of all',
    'namespace: shop\ntransformers:\n- |-\n  apiVersion: builtin\n  kind: LabelTransformer\n  metadata: {name: l}\n  labels: {team: blue}\n  fieldSpecs: [{path: spec/podSelector/matchLabels, create: true, kind: NetworkPolicy}]',
    undefined,
    'would change its .spec',
  ],
];

test.each(ADDITIONS)(
  'a new object is a resource of the folder, or refused where it would be built otherwise: %s',
  async (_, text, name, reason) => {
    const path = tree({ ...BASE, 'top/kustomization.yaml': `resources:\n- ../base\n${text}\n` });
    const folder = join(path, 'top');
    const [bytes, before] = [bytesOf(path), built(folder) ?? ''];
    const target = open(folder);
    if (name === undefined) {
      await expect(target.write({ op: 'create', object: DENY }, { dryRun: false }, SIGNAL)).rejects.toThrow(reason);
      expect(bytesOf(path)).toEqual(bytes);
      return;
    }
    const done = await target.write({ op: 'create', object: DENY }, { dryRun: false }, SIGNAL);
    expect(done.after).toMatchObject({ metadata: { name, namespace: 'shop' }, spec: { podSelector: {} } });
    expect(
      (built(folder) ?? '')
        .split('---\n')
        .filter((each) => !each.includes('NetworkPolicy'))
        .join(''),
    ).toContain(before.trimEnd());
    expect(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')).toContain(
      '- ../base\n- harden-networkpolicy-deny.yaml\n',
    );
    expect(
      await open(folder).read({ ...REF, ...DENY.metadata, apiVersion: DENY.apiVersion, kind: DENY.kind }, SIGNAL),
    ).toEqual(done.after);
    await undo(folder, done);
    expect(bytesOf(path)).toEqual(bytes);
  },
);

test('each new object has a file of its own from the preview on, which a build may tell', async () => {
  const path = tree({ ...BASE, 'kustomization.yaml': 'resources: [base]\nbuildMetadata: [originAnnotations]\n' });
  const target = open(path);
  const requests = ['one', 'two'].map((namespace) => {
    const object = { ...DENY, metadata: { ...DENY.metadata, namespace } };
    return { op: 'create', object } as const;
  });
  const tried = [];
  for (const request of requests) tried.push(await target.write(request, { dryRun: true }, SIGNAL));
  for (const [index, request] of [...requests.entries()].reverse())
    expect((await target.write(request, { dryRun: false }, SIGNAL)).after).toEqual(tried[index]?.after);
  expect(tried.map(({ file }) => file)).toEqual(
    ['deny', 'two-deny'].map((name) => join(path, `harden-networkpolicy-${name}.yaml`)),
  );
});

test('an object goes by a patch that deletes it, and comes back', async () => {
  const path = tree({
    ...BASE,
    'top/kustomization.yaml': 'resources: [../base]\nnamePrefix: a-\nconfigMapGenerator: [{name: c}]\n',
  });
  const folder = join(path, 'top');
  const bytes = bytesOf(path);
  const done = await open(folder).write({ op: 'delete', ref: { ...REF, name: 'a-cart' } }, { dryRun: false }, SIGNAL);
  expect(built(folder)).not.toContain('Deployment');
  await undo(folder, done);
  expect(bytesOf(path)).toEqual(bytes);
});

test('several changes are taken back in any order, and what people wrote since stays', async () => {
  const path = tree({
    'kustomization.yaml': 'resources: [cart.yaml]\n',
    'cart.yaml': CART,
    'harden-deployment-cart.yaml': 'mine: true\n',
  });
  const bytes = bytesOf(path);
  const target = open(path);
  const first = await edit(target, REF);
  const second = await edit(target, REF, [{ op: 'set', path: ['spec', 'paused'], value: true }]);
  expect(Object.keys(bytesOf(path)).filter((name) => !(name in bytes))).toEqual([
    'harden-deployment-cart-2.yaml',
    'harden-deployment-cart-3.yaml',
  ]);
  const list = join(path, 'kustomization.yaml');
  writeFileSync(list, `# theirs\n${readFileSync(list, 'utf8')}namespace: shop\n`);
  await undo(path, first);
  await undo(path, second);
  expect(bytesOf(path)).toEqual({
    ...bytes,
    'kustomization.yaml': `# theirs\n${bytes['kustomization.yaml']}namespace: shop\n`,
  });
  const third = await edit(open(path), { ...REF, namespace: 'shop' });
  writeFileSync(join(path, 'harden-deployment-cart-2.yaml'), 'theirs: true\n');
  await expect(undo(path, third)).rejects.toThrow('changed since');
});

test('a tree that changed after it was tried is not written', async () => {
  const path = tree({ ...BASE, 'top/kustomization.yaml': 'resources: [../base]\n' });
  const folder = join(path, 'top');
  const target = open(folder);
  await edit(target, REF, EDITS, true);
  const object = await target.read(REF, SIGNAL);
  const fieldChanges = object === undefined ? [] : fieldChangesOf(object, EDITS);
  writeFileSync(join(path, 'base/cart.yaml'), CART.replace('privileged: true, ', ''));
  const bytes = bytesOf(path);
  const writing = target.write({ op: 'patch', ref: REF, fieldChanges }, { dryRun: false }, SIGNAL);
  await expect(writing).rejects.toMatchObject({ code: 'drift' });
  expect(bytesOf(path)).toEqual(bytes);
});

test('a folder that is a link is built and written where it is', async () => {
  const path = tree({ ...BASE, 'top/kustomization.yaml': 'resources: [../base]\n' });
  const link = join(temporary('link-'), 'top');
  symlinkSync(join(path, 'top'), link);
  const bytes = bytesOf(path);
  const done = await edit(open(link), REF);
  expect(existsSync(join(path, 'top/harden-deployment-cart.yaml'))).toBe(true);
  await undo(link, done);
  expect(bytesOf(path)).toEqual(bytes);
});

test('a base behind a link is copied with its link, and no link of a copy leads to what it was copied from', async () => {
  for (const isAbsolute of [false, true]) {
    const path = tree({ ...BASE, 'top/real.yaml': 'resources: [../link]\n' });
    const folder = join(path, 'top');
    symlinkSync('base', join(path, 'link'));
    symlinkSync(isAbsolute ? join(folder, 'real.yaml') : 'real.yaml', join(folder, 'kustomization.yaml'));
    const bytes = bytesOf(path);
    const trying = edit(open(folder), REF, EDITS, true);
    if (isAbsolute) await expect(trying).rejects.toThrow('what a change would build cannot be told');
    else await trying;
    expect(bytesOf(path)).toEqual(bytes);
  }
});

test('each object tells the file it is written in', async () => {
  const path = tree({
    ...BASE,
    'base/cart.yaml': `# first\n${BOT}---\n${CART}`,
    'top/kustomization.yaml':
      'resources: [../base]\nnamePrefix: a-\nnamespace: shop\nbuildMetadata: [originAnnotations]\n',
  });
  const { source, close } = openKustomization(join(path, 'top'));
  const options = {
    kinds: (['Deployment', 'ServiceAccount'] as const).map((kind) => ({ kind, everywhere: true, namespaces: [] })),
    evidence: [],
    namespaces: [],
    watch: false,
  };
  const origins: unknown[] = [];
  for await (const event of source.stream(options, SIGNAL))
    if (event.type === 'upsert') origins.push(...event.items.map(({ facts }) => facts?.origin));
  await close();
  expect(origins).toContainEqual({ file: join(path, 'base/cart.yaml'), document: 1, line: 2 });
});

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { refOf, resourceName } from '../../../src/kube/refs.ts';
import type { KubeObject } from '../../../src/plugin-api/index.ts';
import { applyPlan, previewPlan } from '../../../src/remediation/index.ts';
import { FAKE_CLUSTER, FakeTarget } from '../../support/fake-target.ts';
import { contextFor, DENY_SPEC, decision, deployment, edit, ensure, NO_ESCALATION, policy } from '../support.ts';

const API = deployment('api');
const DENY = policy('deny', 'shop', DENY_SPEC);
const KUBECTL = fileURLToPath(new URL('../../support/file-kubectl.ts', import.meta.url));
const SYSTEM = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'kube-system', uid: FAKE_CLUSTER.id },
} as KubeObject;

async function applied() {
  const target = new FakeTarget([API]);
  const context = contextFor(target);
  const decisions = [decision('d', [edit(API, NO_ESCALATION)]), decision('n', [ensure(DENY)])];
  const preview = await previewPlan(context, { decisions });
  const consent = preview.consent.kind === 'type' ? { typed: preview.consent.text } : {};
  const { folder = '', outcome } = await applyPlan(context, preview, consent);
  expect(outcome).toBe('applied');
  return { target, folder };
}

const keyOf = (object: KubeObject) => `${object.metadata.namespace ?? ''}/${resourceName(refOf(object))}`;

/** Runs the script on what the target holds, and tells what is there afterwards. */
function runScript(folder: string, target: FakeTarget) {
  const file = join(folder, 'objects.json');
  const objects = [...target.objects.values()].map((object) => [keyOf(object), object] as const);
  const system = ['/namespace/kube-system', SYSTEM] as const;
  writeFileSync(file, JSON.stringify(Object.fromEntries([...objects, system])));
  writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\nexec "${process.execPath}" "${KUBECTL}" "$@"\n`, { mode: 0o755 });
  const env = { PATH: `${folder}:${process.env.PATH}`, OBJECTS: file };
  const { status, stderr } = spawnSync('sh', [join(folder, 'undo.sh')], { env, encoding: 'utf8' });
  const left = JSON.parse(readFileSync(file, 'utf8')) as Record<string, KubeObject>;
  return { status, stderr, api: left[keyOf(API)], deny: left[keyOf(DENY)] };
}

function makeAgain(target: FakeTarget, object: KubeObject) {
  const stored = target.get(refOf(object));
  if (stored === undefined) throw new Error('it is not there');
  target.remove(refOf(object));
  target.put({ ...stored, metadata: { ...stored.metadata, uid: 'another-one' } });
}

const containersOf = (object: KubeObject | undefined) =>
  (object as unknown as typeof API & { spec: { template: { spec: { containers: unknown } } } }).spec.template.spec
    .containers;

test('the script takes back the objects that the run changed and made', async () => {
  const { target, folder } = await applied();
  const { status, stderr, api, deny } = runScript(folder, target);
  expect({ status, stderr, deny }).toEqual({ status: 0, stderr: '', deny: undefined });
  expect(containersOf(api)).toEqual(containersOf(API));
});

test.each([
  ['changed', API, '2  Deployment shop/api'],
  ['made', DENY, '1  NetworkPolicy shop/deny'],
])(
  'an object that the run %s, deleted and made again with the same content, stops the script',
  async (_, object, title) => {
    const { target, folder } = await applied();
    makeAgain(target, object);
    const { status, stderr, api, deny } = runScript(folder, target);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `changed since, left alone: ${title}\nerror: nothing was changed.\n`,
    });
    expect([api, deny]).toEqual([target.get(refOf(API)), target.get(refOf(DENY))]);
  },
);

test('an object that was made again and is as it was before is left alone, and stops nothing', async () => {
  const { target, folder } = await applied();
  target.remove(refOf(API));
  target.put(API);
  const { status, stderr, api, deny } = runScript(folder, target);
  expect({ status, stderr, deny }).toEqual({ status: 0, stderr: '', deny: undefined });
  expect(api).toEqual(target.get(refOf(API)));
});

test('where the process ended before it noted which object it made, the content tells', async () => {
  const { target, folder } = await applied();
  const noted = join(folder, 'undo', '01-done.json');
  const tests = JSON.parse(readFileSync(noted, 'utf8')) as readonly {
    readonly path: string;
    readonly value: unknown;
  }[];
  expect(tests.map(({ path }) => path)).toEqual(['/metadata/uid', '/spec']);
  expect(tests[0]?.value).toBe(target.get(refOf(DENY))?.metadata.uid);
  writeFileSync(noted, JSON.stringify(tests.slice(1)));
  const { status, deny } = runScript(folder, target);
  expect({ status, deny }).toEqual({ status: 0, deny: undefined });
});

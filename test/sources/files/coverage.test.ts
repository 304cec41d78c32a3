/** What is said of the kinds after a reading that could not take in everything. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StreamOptions } from '../../../src/model/ports.ts';
import type { Kind } from '../../../src/plugin-api/index.ts';
import { ALL, deployment, folder, scan, serviceAccount } from './harness.ts';

const PODS = 'containers:\n- name: api\n  image: nginx';
const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';

async function coverage(text: string, options: Partial<StreamOptions> & { readonly kinds: readonly Kind[] }) {
  const path = folder({ 'a.yaml': text });
  const { events } = await scan({ paths: [join(path, 'a.yaml')] }, { ...ALL, ...options });
  return events.flatMap((event) =>
    event.type === 'coverage'
      ? [[event.kind, event.namespace, event.coverage.state, event.coverage.reason].filter((part) => part).join(' ')]
      : [],
  );
}

test('a document that could not be read may have held any kind', async () => {
  const kinds = ['Pod', 'Role'] as const;
  expect(await coverage(`${serviceAccount('a')}---\nkind: [\n---\nkind: {\n`, { kinds })).toEqual([
    'Pod error 2 documents could not be read',
    'Role error 2 documents could not be read',
  ]);
});

test('an object that could not be read is lacking where its kind is', async () => {
  const broken = deployment(PODS).replace('spec:\n', 'spec:\n  replicas: three\n');
  expect(await coverage(broken, { kinds: ['Deployment', 'Role'] })).toEqual([
    'Deployment error 1 object could not be read',
    'Role full',
  ]);
});

test('what a Namespace object says does not depend on what could not be read', async () => {
  expect(await coverage(`${NAMESPACE}---\nkind: [\n`, { kinds: ['Namespace'] })).toEqual([
    'Namespace error 1 document could not be read',
    'Namespace shop full',
  ]);
});

test('of namespaces that were asked for each is told by itself', async () => {
  const lookups = [{ kind: 'Pod', namespace: 'kube-system' }] as const;
  const options = { kinds: ['Pod', 'ClusterRole'], namespaces: ['shop'], lookups } as const;
  expect(await coverage(`${NAMESPACE}---\nkind: [\n`, options)).toEqual([
    'Pod error 1 document could not be read',
    'Pod shop error 1 document could not be read',
    'Pod kube-system error 1 document could not be read',
    'ClusterRole error 1 document could not be read',
  ]);
});

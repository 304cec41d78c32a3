/** What is said of the kinds after a reading that could not take in everything. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StreamOptions } from '../../../src/model/ports.ts';
import { openFiles } from '../../../src/sources/files/index.ts';
import { requests } from '../../support/requests.ts';
import { ALL, deployment, folder, SIGNAL, scan, serviceAccount } from './harness.ts';

const PODS = 'containers:\n- name: api\n  image: nginx';
const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';

async function coverage(text: string, options: Pick<StreamOptions, 'kinds'> & Partial<StreamOptions>) {
  const path = folder({ 'a.yaml': text });
  const { events } = await scan({ paths: [join(path, 'a.yaml')] }, { ...ALL, ...options });
  return events.flatMap((event) =>
    event.type === 'coverage'
      ? [
          [event.kind, event.namespace, event.coverage.state, event.coverage.reason?.replaceAll(`${path}/`, '')]
            .filter((part) => part)
            .join(' '),
        ]
      : [],
  );
}

test('a document that could not be read may have held any kind', async () => {
  const kinds = requests('Pod', 'Role');
  expect(await coverage(`${serviceAccount('a')}---\nkind: [\n---\nkind: {\n`, { kinds })).toEqual([
    'Pod error 2 documents could not be read: a.yaml:6, a.yaml:8',
    'Role error 2 documents could not be read: a.yaml:6, a.yaml:8',
  ]);
});

test('an object that could not be read is lacking where its kind is', async () => {
  const broken = deployment(PODS).replace('spec:\n', 'spec:\n  replicas: three\n');
  expect(await coverage(broken, { kinds: requests('Deployment', 'Role') })).toEqual([
    'Deployment error 1 object could not be read: a.yaml:1',
    'Role full',
  ]);
});

test('what a Namespace object says does not depend on what could not be read', async () => {
  expect(await coverage(`${NAMESPACE}---\nkind: [\n`, { kinds: requests('Namespace') })).toEqual([
    'Namespace error 1 document could not be read: a.yaml:5',
    'Namespace shop full',
  ]);
});

const IN_SHOP = {
  kinds: [
    { kind: 'Pod', everywhere: false, namespaces: ['kube-system'] },
    { kind: 'RoleBinding', everywhere: true, namespaces: [] },
    ...requests('Namespace', 'ClusterRole'),
  ],
  namespaces: ['shop'],
} as const;

test('of namespaces that were asked for each is told by itself, and nothing is said of the others', async () => {
  expect(await coverage(NAMESPACE, IN_SHOP)).toEqual([
    'Pod shop full',
    'Pod kube-system full',
    'RoleBinding full',
    'Namespace shop full',
    'ClusterRole full',
  ]);
});

test('what could not be read is lacking in each of them', async () => {
  const lacking = 'error 1 document could not be read: a.yaml:9';
  const others = NAMESPACE.replace('shop', 'other');
  expect(await coverage(`${NAMESPACE}---\n${others}---\nkind: [\n`, IN_SHOP)).toEqual([
    `Pod shop ${lacking}`,
    `Pod kube-system ${lacking}`,
    `RoleBinding ${lacking}`,
    `Namespace shop ${lacking}`,
    'Namespace shop full',
    `ClusterRole ${lacking}`,
  ]);
});

test('a document whose kind and namespace can be told is lacking only there', async () => {
  const kinds = requests('ServiceAccount', 'NetworkPolicy', 'Pod');
  const broken =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: a\n  namespace: shop\nspec: [\n';
  expect(await coverage(`${serviceAccount('a')}---\n${broken}`, { kinds })).toEqual([
    'ServiceAccount full',
    'NetworkPolicy full',
    'NetworkPolicy shop error 1 document could not be read: a.yaml:6',
    'Pod full',
  ]);
  const template = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ x }}\n';
  expect(await coverage(`${serviceAccount('a')}---\n${template}`, { kinds })).toEqual([
    'ServiceAccount full',
    'NetworkPolicy full',
    'Pod full',
  ]);
  const wrong = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec: {containers: 5}\n';
  expect(await coverage(wrong, { kinds })).toContain('Pod shop error 1 object could not be read: a.yaml:1');
});

test('what is wanted everywhere passes from every namespace, the rest from those that are named', async () => {
  const binding = (name: string, kind: string): string =>
    `apiVersion: ${kind === 'Pod' ? 'v1' : 'rbac.authorization.k8s.io/v1'}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${name}}\n${
      kind === 'Pod' ? 'spec: {containers: [{name: a, image: b}]}' : 'roleRef: {kind: Role, name: r}'
    }\n`;
  const text = ['shop', 'kube-system', 'other'].flatMap((name) => [binding(name, 'Pod'), binding(name, 'RoleBinding')]);
  const { names, errors } = await scan({ paths: [folder({ 'a.yaml': text.join('---\n') })] }, { ...ALL, ...IN_SHOP });
  expect(errors).toEqual([]);
  expect(names.filter((name) => name.startsWith('pod/'))).toEqual(['pod/shop', 'pod/kube-system']);
  expect(names.filter((name) => name.startsWith('rolebinding'))).toHaveLength(3);
});

test('a file that is read again after a write defines nothing twice', async () => {
  const path = folder({ 'a.yaml': serviceAccount('a') });
  const files = openFiles({ paths: [path], namespace: 'default' });
  for (let run = 0; run < 2; run++)
    for await (const event of files.source.stream(ALL, SIGNAL)) expect(event.type).not.toBe('message');
});

import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { openFiles } from '../../../src/sources/files/index.ts';
import { requests } from '../../support/requests.ts';
import { ALL, deployment, folder, SIGNAL, scan, scanText, serviceAccount } from './harness.ts';

const PODS = 'containers:\n- name: api\n  image: nginx';

test("folders give their manifests by kubectl's rules", async () => {
  const files = {
    'b.yml': serviceAccount('b'),
    'a.yaml': serviceAccount('a'),
    'c.json': JSON.stringify({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'c' } }),
    'notes.txt': 'no manifest',
    'sub/d.yaml': serviceAccount('d'),
  };
  const path = folder(files);
  const flat = await scan({ paths: [path] });
  expect(flat.names).toEqual(['serviceaccount/a', 'serviceaccount/b', 'serviceaccount/c']);
  const deep = await scan({ paths: [path], recursive: true });
  expect(deep.names).toEqual([...flat.names, 'serviceaccount/d']);
  expect([...flat.errors, ...deep.errors]).toEqual([]);
});

test('a file that is named may be called anything, and is read once', async () => {
  const path = join(folder({ manifest: serviceAccount('a') }), 'manifest');
  expect((await scan({ paths: [path, path] })).names).toEqual(['serviceaccount/a']);
});

test('standard input is read by its dash', async () => {
  const { names } = await scan({ paths: ['-'], stdin: Readable.from([serviceAccount('a')]) });
  expect(names).toEqual(['serviceaccount/a']);
});

test('every object tells where it stands', async () => {
  const { items } = await scanText(`# head\n\n${serviceAccount('a')}---\n# next\n${serviceAccount('b')}`);
  const origins = items.map(({ facts }) => [facts?.origin?.document, facts?.origin?.line]);
  expect(origins).toEqual([
    [1, 3],
    [2, 9],
  ]);
});

test('lists of any kind are taken apart', async () => {
  const list = {
    kind: 'List',
    apiVersion: 'v1',
    items: [
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a' } },
      { apiVersion: 'v1', kind: 'ServiceAccountList', items: [{ metadata: { name: 'b' } }] },
      { apiVersion: 'v1', kind: 'SecretList', items: [{ metadata: { name: 'c' } }] },
      { apiVersion: 'v1', kind: 'ConfigMapList', items: null },
      { apiVersion: 'v1', kind: 'List', items: null },
      { apiVersion: 'v1', kind: 'PodList' },
    ],
  };
  const { names, errors } = await scanText(JSON.stringify(list));
  expect(names).toEqual(['serviceaccount/a', 'serviceaccount/b', 'secret/c']);
  expect(errors).toEqual([]);
});

test('values of Secrets and of environments never leave the source', async () => {
  const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {password: canary-1}\n';
  const pods = `${PODS}\n  env: [{name: A, value: canary-2}]`;
  const applied = deployment(pods).replace(
    'name: api\nspec',
    'name: api\n  annotations: {last-applied: canary-3}\nspec',
  );
  const { events } = await scanText(`${secret}---\n${applied}`);
  expect(JSON.stringify(events)).not.toContain('canary');
  expect(JSON.stringify(events)).toContain('"name":"A"');
});

test('objects look as the API server would see them', async () => {
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {generateName: job-, creationTimestamp: null}\nspec:\n';
  const spec =
    '  hostNetwork: on\n  volumes: [{name: tmp}, {name: cfg, configMap: {name: cfg}}]\n  serviceAccount: own\n';
  const containers =
    '  containers: [{name: api, securityContext: , ports: [{containerPort: 8080}, {containerPort: 1, hostPort: 2}]}]\n';
  const { items } = await scanText(`${pod}${spec}${containers}`);
  expect(items[0]?.object).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'job-', namespace: 'default', generateName: 'job-' },
    spec: {
      hostNetwork: true,
      serviceAccount: 'own',
      serviceAccountName: 'own',
      volumes: [
        { name: 'tmp', emptyDir: {} },
        { name: 'cfg', configMap: { name: 'cfg' } },
      ],
      containers: [
        {
          name: 'api',
          ports: [
            { containerPort: 8080, hostPort: 8080 },
            { containerPort: 1, hostPort: 2 },
          ],
        },
      ],
    },
  });
});

test('policies and bindings get the defaults that decide what they mean', async () => {
  const policy =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {}, egress: [{}]}\n';
  const binding =
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: a, namespace: x}\nroleRef: {kind: ClusterRole, name: b}\nsubjects: [{kind: User, name: c}, {kind: ServiceAccount, name: d, namespace: e}]\n';
  const { items } = await scanText(`${policy}---\n${binding}`);
  expect(items[0]?.object).toMatchObject({ spec: { policyTypes: ['Ingress', 'Egress'] } });
  expect(items[1]?.object).toMatchObject({
    metadata: { name: 'a' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io' },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io' }, { kind: 'ServiceAccount' }],
  });
  expect(items[1]?.object.metadata.namespace).toBeUndefined();
});

test('other YAML in folders is counted, kustomizations are named', async () => {
  const path = folder({
    'a.yaml': serviceAccount('a'),
    'values.yaml': 'image: nginx\n',
    'Chart.yaml': 'apiVersion: v2\nname: shop\n',
    'list.json': '[1]',
    'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
  });
  const { names, errors, warnings } = await scan({ paths: [path] });
  expect(names).toEqual(['serviceaccount/a']);
  expect(errors).toEqual([]);
  expect(warnings).toEqual([
    `3 documents were skipped, no Kubernetes object (apiVersion and kind): ${['Chart.yaml', 'list.json', 'values.yaml'].map((name) => `${path}/${name}`).join(', ')}`,
    `1 kustomization (${path}/kustomization.yaml): objects are judged as they are written. What it builds is judged with -k FOLDER.`,
  ]);
});

test('text in a file belongs to nobody but a controller that it names', async () => {
  const owners = async (more: string): Promise<unknown> =>
    (await scanText(serviceAccount('a', more))).items[0]?.facts?.owner;
  expect(
    await owners('  labels: {app.kubernetes.io/managed-by: Helm, app.kubernetes.io/instance: shop}\n'),
  ).toBeUndefined();
  expect(await owners('  labels: {kustomize.toolkit.fluxcd.io/name: shop}\n')).toBeUndefined();
  expect(await owners('  annotations: {argocd.argoproj.io/tracking-id: "shop:/ServiceAccount:x/a"}\n')).toBeUndefined();
  expect(await owners('  managedFields: [{manager: helm, operation: Update}]\n')).toBeUndefined();
  const controller = '{apiVersion: apps/v1, kind: ReplicaSet, name: web-1, uid: u, controller: true}';
  expect(await owners(`  ownerReferences: [${controller}]\n`)).toEqual({
    manager: 'controller',
    label: 'ReplicaSet web-1',
  });
});

test('a stream ends with coverage of every kind and the word that it is complete', async () => {
  const path = folder({ 'a.yaml': serviceAccount('a') });
  const { events } = await scan(
    { paths: [path] },
    { ...ALL, kinds: requests('ServiceAccount', 'Role'), evidence: ['ServerFlags'] },
  );
  expect(events.map(({ type }) => type)).toEqual(['upsert', 'evidence', 'coverage', 'coverage', 'synced']);
  expect(events[1]).toMatchObject({ evidence: { ServerFlags: { coverage: { state: 'absent' } } } });
  expect(events[2]).toMatchObject({ kind: 'ServiceAccount', coverage: { state: 'full' } });
});

test('only the asked kinds and namespaces pass, cluster-scoped objects in any case', async () => {
  const namespace = (name: string): string => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n`;
  const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\n';
  const text = [namespace('x'), namespace('y'), role, serviceAccount('in', '  namespace: x\n'), serviceAccount('out')];
  const path = folder({ 'a.yaml': text.join('---\n') });
  const options = { ...ALL, namespaces: ['x'], kinds: requests('Namespace', 'ServiceAccount', 'ClusterRole') };
  const { names } = await scan({ paths: [path] }, options);
  expect(names).toEqual(['namespace/x', 'clusterrole.rbac.authorization.k8s.io/a', 'serviceaccount/in']);
});

test('reading stops when it is cancelled', async () => {
  const stop = new AbortController();
  const path = folder({ 'a.yaml': Array.from({ length: 3000 }, (_, at) => serviceAccount(`a${at}`)).join('---\n') });
  const read = async (): Promise<void> => {
    for await (const _ of openFiles({ paths: [path] }).source.stream(ALL, stop.signal)) stop.abort();
  };
  await expect(read()).rejects.toThrow();
});

test('the identity of files is that of their real paths', async () => {
  const path = folder({ 'a.yaml': serviceAccount('a') });
  const [one, same, other] = await Promise.all(
    [[path], [`${path}/./`], [path, '-']].map((paths) => openFiles({ paths }).source.identity(SIGNAL)),
  );
  expect(one?.id).toBe(same?.id);
  expect(one?.id).not.toBe(other?.id);
  expect(one).toMatchObject({ server: path, context: '', user: '' });
});

test('JSON goes over to YAML once, as newer kubectl does', async () => {
  const json = JSON.stringify({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a' } });
  expect((await scanText(`${json}\n---\n${serviceAccount('b')}`)).names).toEqual([
    'serviceaccount/a',
    'serviceaccount/b',
  ]);
  expect((await scanText('{apiVersion: v1, kind: ServiceAccount, metadata: {name: c}}\n')).names).toEqual([
    'serviceaccount/c',
  ]);
  const late = await scanText(`${json}\n${json}\n---\n${serviceAccount('b')}`);
  expect(late.errors[0]).toBe(
    'a.yaml: document 3, line 3: not valid JSON: a character that JSON does not allow here. Fix it there or above.',
  );
});

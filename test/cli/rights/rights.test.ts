/** Who may do what: on the sample and on manifests, for people and as a document. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createHome } from '../../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

const manifest = join(home.folder, 'rbac.yaml');
writeFileSync(
  manifest,
  `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: shop}
rules: [{apiGroups: [""], resources: [secrets, pods/exec], verbs: [get, create]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: team}]
`,
);

interface Answer {
  readonly subject: { readonly kind: string; readonly namespace: string | null; readonly name: string };
  readonly via: readonly { readonly binding: { readonly name: string }; readonly role: { readonly name: string } }[];
}

async function whoCan(...args: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr, code } = await home.run(['who-can', ...args, '-o', 'json']);
  expect(code, stderr).toBe(0);
  const answers = JSON.parse(stdout) as readonly Answer[];
  return answers.filter(({ via }) => via.length > 0).map(({ subject }) => `${subject.kind} ${subject.name}`);
}

test('the sample tells who reads Secrets, in one namespace and in any', async () => {
  expect(await whoCan('get', 'secrets', '--sample', '-n', 'legacy-crm')).toContain('ServiceAccount default');
  expect(await whoCan('get', 'secret', '--sample', '-n', 'shop')).not.toContain('ServiceAccount default');
  expect(await whoCan('get', 'secrets', '--sample', '-A')).toContain('ServiceAccount default');
});

test('manifests, subresources, kinds, short names and names of objects are understood', async () => {
  expect(await whoCan('create', 'po', '--subresource', 'exec', '-f', manifest)).toEqual(['Group team']);
  expect(await whoCan('create', 'pods', '-f', manifest)).toEqual([]);
  expect(await whoCan('get', 'secret/one', '-f', manifest, '-n', 'shop')).toEqual(['Group team']);
  expect(await whoCan('get', 'secrets', '-f', manifest, '-n', 'blog')).toEqual([]);
});

test('a name that is a subresource is told, and what no API has is an error', async () => {
  const named = await home.run(['who-can', 'create', 'pods/exec', '-f', manifest]);
  expect(named.stderr).toContain('--subresource exec');
  const unknown = await home.run(['who-can', 'get', 'widgets', '-f', manifest]);
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('no API has the resource widgets')]);
  expect(await whoCan('get', 'widgets.example.com', '-f', manifest)).toEqual([]);
});

test('access tells what, where and through what', async () => {
  const { stdout } = await home.run(['access', 'Group:team', '-f', manifest]);
  expect(stdout).toMatch(/shop +get, create on secrets, pods\/exec +RoleBinding reader, Role reader +itself/);
  const { stdout: json } = await home.run(['access', 'ServiceAccount:ci/runner', '--sample', '-o', 'json']);
  expect(JSON.parse(json)).toMatchObject({
    subject: { kind: 'ServiceAccount', namespace: 'ci', name: 'runner' },
    identity: { username: 'system:serviceaccount:ci:runner' },
    grants: expect.arrayContaining([expect.objectContaining({ namespace: null, as: 'ServiceAccount:ci/runner' })]),
  });
  const wrong = await home.run(['access', 'runner', '--sample']);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('ServiceAccount:NAMESPACE/NAME')]);
});

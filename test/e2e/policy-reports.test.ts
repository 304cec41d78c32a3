/** Policy reports on a real API server: accepted as they are, of the group that is served. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeHostileTree } from '../support/all-formats.ts';
import { eventually, ownCluster, type TestCluster } from '../support/cluster.ts';
import { createHome } from '../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

const TEXT = { type: 'string' };
const COUNT = { type: 'integer' };
/** What both groups say of a result, made of the fields that they publish; anything else is refused by strict validation. */
const RESULT = {
  type: 'object',
  required: ['policy'],
  properties: {
    source: TEXT,
    policy: TEXT,
    rule: TEXT,
    category: TEXT,
    message: TEXT,
    scored: { type: 'boolean' },
    severity: { type: 'string', enum: ['critical', 'high', 'low', 'medium', 'info'] },
    result: { type: 'string', enum: ['pass', 'fail', 'warn', 'error', 'skip'] },
    properties: { type: 'object', additionalProperties: TEXT },
    resources: {
      type: 'array',
      items: { type: 'object', properties: { apiVersion: TEXT, kind: TEXT, namespace: TEXT, name: TEXT, uid: TEXT } },
    },
  },
};
const SCHEMA = {
  type: 'object',
  properties: {
    apiVersion: TEXT,
    kind: TEXT,
    metadata: { type: 'object' },
    summary: { type: 'object', properties: { pass: COUNT, fail: COUNT, warn: COUNT, error: COUNT, skip: COUNT } },
    results: { type: 'array', items: RESULT },
  },
};

const GROUPS = [
  { group: 'wgpolicyk8s.io', version: 'v1alpha2', kind: 'PolicyReport' },
  { group: 'openreports.io', version: 'v1alpha1', kind: 'Report' },
] as const;
type Group = (typeof GROUPS)[number];

function definition({ group, version, kind }: Group, isCluster: boolean): object {
  const name = `${isCluster ? 'Cluster' : ''}${kind}`;
  const plural = `${name.toLowerCase()}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}`, annotations: { 'api-approved.kubernetes.io': 'unapproved, for tests' } },
    spec: {
      group,
      scope: isCluster ? 'Cluster' : 'Namespaced',
      names: { kind: name, plural, singular: name.toLowerCase() },
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: SCHEMA } }],
    },
  };
}

async function define(the: TestCluster, group: Group): Promise<void> {
  for (const isCluster of [false, true])
    await the.api.json('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition(group, isCluster));
  await eventually(`${group.group} is served`, async () => {
    const { groups } = (await the.api.json('GET', '/apis')) as {
      readonly groups: readonly { readonly name: string }[];
    };
    return groups.some(({ name }) => name === group.group);
  });
  await the.kubectl(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']);
}

async function scan(
  the: TestCluster,
  args: readonly string[],
): Promise<{ readonly path: string; readonly stderr: string }> {
  const path = join(home.folder, 'reports.json');
  const { stderr } = await home.run(['scan', '-o', `policyreport=${path}`, ...args], {
    env: { KUBECONFIG: the.kubeconfig },
  });
  return { path, stderr };
}

const kindsIn = (path: string) => {
  const { items } = JSON.parse(readFileSync(path, 'utf8')) as {
    items: { apiVersion: string; kind: string; results: unknown[] }[];
  };
  return { kinds: new Set(items.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)), items };
};

test('reports are of the group that is served, and kubectl apply takes them twice', async () => {
  const the = await ownCluster();
  const namespace = await the.namespace('reports');
  await the.kubectl(['create', 'deployment', 'web', '--image=nginx:1.29', '-n', namespace]);
  const none = await scan(the, []);
  expect(none.stderr).toContain('No policy reports are served here');
  const [older, newer] = GROUPS;
  for (const [group, version] of [
    [older, 'wgpolicyk8s.io/v1alpha2'],
    [newer, 'openreports.io/v1alpha1'],
  ] as const) {
    await define(the, group);
    const { path } = await scan(the, []);
    const { kinds, items } = kindsIn(path);
    expect(kinds).toEqual(new Set([`${version} ${group.kind}`, `${version} Cluster${group.kind}`]));
    for (let time = 0; time < 2; time++) {
      const { stdout } = await the.kubectl(['apply', '--validate=strict', '-f', path]);
      expect(stdout.trimEnd().split('\n')).toHaveLength(items.length);
    }
    const { results } = (await the.api.json(
      'GET',
      `/apis/${version}/namespaces/${namespace}/${group.kind.toLowerCase()}s/kubectl-harden`,
    )) as { readonly results: readonly { readonly policy: string }[] };
    expect(results.map(({ policy }) => policy)).toContain('workloads/run-as-root');
  }
});

test('what was mended is gone from the report of its namespace when the next one is applied', async () => {
  const the = await ownCluster();
  const [group] = GROUPS;
  await define(the, group);
  const namespace = await the.namespace('mended');
  await the.kubectl(['create', 'deployment', 'web', '--image=nginx:1.29', '-n', namespace]);
  const applied = async () => {
    const { path } = await scan(the, ['-n', namespace]);
    await the.kubectl(['apply', '--validate=strict', '-f', path]);
    return (await the.api.json(
      'GET',
      `/apis/wgpolicyk8s.io/v1alpha2/namespaces/${namespace}/policyreports/kubectl-harden`,
    )) as { readonly summary: { readonly fail: number }; readonly results?: readonly object[] };
  };
  const before = (await applied()).summary.fail;
  await the.kubectl(['delete', 'deployment', 'web', '-n', namespace, '--wait']);
  await eventually(
    'its pods are gone',
    async () => (await the.kubectl(['get', 'pods,replicasets', '-n', namespace, '-o', 'name'])).stdout === '',
  );
  const { summary, results = [] } = await applied();
  // What is left is about the namespace itself.
  expect(summary.fail).toBeLessThan(before);
  expect(results.filter((each) => JSON.stringify(each).includes('Deployment'))).toEqual([]);
});

test('a tree of hostile names and the sample are accepted as well, in either group', async () => {
  const the = await ownCluster();
  writeHostileTree(join(home.folder, 'hostile'));
  for (const group of GROUPS) {
    await define(the, group);
    for (const args of [['--sample'], ['-f', join(home.folder, 'hostile')]]) {
      const { path } = await scan(the, [...args, '--report-group', group.group]);
      const namespaces = new Set(
        kindsIn(path).items.flatMap(
          (each) => (each as { metadata?: { namespace?: string } }).metadata?.namespace ?? [],
        ),
      );
      const present = (await the.kubectl(['get', 'namespaces', '-o', 'name'])).stdout;
      for (const name of namespaces)
        if (!present.includes(`namespace/${name}\n`)) await the.kubectl(['create', 'namespace', name]);
      await the.kubectl(['apply', '--validate=strict', '-f', path]);
      writeFileSync(path, '');
    }
  }
});

/** Admission is rehearsed before a level is enforced: on the real API server, with policies and webhooks that inject. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cluster, eventually, type TestCluster } from '../support/cluster.ts';
import { createHome, type Home } from '../support/program.ts';
import { addPolicy, isInForce, PRIVILEGED_INIT } from './rehearsal/admission.ts';

let the: TestCluster;
let home: Home;
beforeEach(() => {
  the = cluster();
  home = createHome();
});
afterEach(() => home.remove());

const CANARY = 'canary-rehearsal-5c1d';
const CONFINED = {
  restartPolicy: 'Never',
  securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'report',
      image: 'registry.example/report:1',
      env: [{ name: 'PASSWORD', value: CANARY }],
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    },
  ],
};
const run = (...args: string[]) => home.run(args, { env: { KUBECONFIG: the.kubeconfig } });
const ENFORCE = ['--check', 'pod-security/enforce-missing'];

async function nightly(namespace: string): Promise<void> {
  await the.api.json('POST', `/apis/batch/v1/namespaces/${namespace}/cronjobs`, {
    metadata: { name: 'nightly' },
    spec: { schedule: '0 3 * * *', suspend: true, jobTemplate: { spec: { template: { spec: CONFINED } } } },
  });
}

async function enforcedOn(namespace: string): Promise<string | undefined> {
  const { metadata } = (await the.api.json('GET', `/api/v1/namespaces/${namespace}`)) as {
    metadata: { labels: Record<string, string> };
  };
  return metadata.labels['pod-security.kubernetes.io/enforce'];
}

/** With a policy that puts a privileged container into its pods. */
async function injected(): Promise<string> {
  const namespace = await the.namespace('rehearsal');
  const labels = { 'kubernetes.io/metadata.name': namespace };
  await addPolicy(the, { name: namespace, labels }, PRIVILEGED_INIT);
  const pod = { metadata: { name: 'probe' }, spec: CONFINED };
  await eventually('the policy is in force', () => isInForce(the, namespace, pod, '"name":"first"'));
  return namespace;
}

test('a level that the next Job would not meet as admission makes it is left for a person, who is told', async () => {
  const namespace = await injected();
  await nightly(namespace);
  const { code, stdout, stderr } = await run('--apply', '-n', namespace, '--yes', ...ENFORCE);
  expect(code, stderr).toBe(0);
  expect(stdout).toBe('');
  expect(await enforcedOn(namespace)).toBeUndefined();
  expect(stderr).toContain('Tried by dry run, as admission makes them: 1 pod.');
  expect(stderr).toContain('Left for you: 1 decision.');
  expect(stderr).toMatch(/refuses what admission makes of the pod of CronJob rehearsal-\w+\/nightly: .*"first"/);
  expect(stdout + stderr).not.toContain(CANARY);
});

test('where nothing changes pods none is tried, and the level is enforced', async () => {
  const namespace = await the.namespace('rehearsal');
  await nightly(namespace);
  const { code, stderr } = await run('--apply', '-n', namespace, '--yes', ...ENFORCE);
  expect(code, stderr).toBe(0);
  expect(stderr).not.toContain('Tried by dry run');
  expect(await enforcedOn(namespace)).toBe('restricted');
});

test('a policy against pods without an owner leaves nothing to go by: a person decides', async () => {
  const namespace = await injected();
  await nightly(namespace);
  const path = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };
  await the.api.json('POST', path, {
    metadata: { name: namespace },
    spec: {
      matchConstraints: { namespaceSelector, resourceRules: [rule] },
      validations: [{ expression: 'has(object.metadata.ownerReferences)', message: 'only controllers make pods' }],
    },
  });
  await the.api.json('POST', path.replace('policies', 'policybindings'), {
    metadata: { name: namespace },
    spec: { policyName: namespace, validationActions: ['Deny'] },
  });
  const pod = { metadata: { name: 'probe' }, spec: CONFINED };
  await eventually('the policy is in force', () => isInForce(the, namespace, pod, 'only controllers'));
  const { code, stderr } = await run('--apply', '-n', namespace, '--yes', ...ENFORCE);
  expect(code, stderr).toBe(0);
  expect(stderr).toMatch(/nightly could not be tried by dry run: .*only controllers make pods/);
  expect(await enforcedOn(namespace)).toBeUndefined();
});

test.each([
  ['a template whose pods admission then makes impossible is left', 'c', false],
  ['a template whose pods admission lets in is changed', 'another', true],
])('%s', async (_, container, isChanged) => {
  const namespace = await the.namespace('rehearsal');
  const labels = { 'kubernetes.io/metadata.name': namespace };
  // A privileged container may not be kept from gaining privileges: the API server refuses such a pod.
  await addPolicy(
    the,
    { name: namespace, labels },
    {
      condition: `object.spec.containers.exists(c, c.name == "${container}")`,
      expression: `Object{spec: Object.spec{containers: [Object.spec.containers{name: "${container}", securityContext: Object.spec.containers.securityContext{privileged: true}}]}}`,
    },
  );
  const probe = {
    metadata: { name: 'probe' },
    spec: { containers: [{ name: container, image: 'registry.example/c:1' }] },
  };
  await eventually('the policy is in force', () => isInForce(the, namespace, probe, '"privileged":true'));
  await the.api.json('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, {
    metadata: { name: 'idle' },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'idle' } },
      template: {
        metadata: { labels: { app: 'idle' } },
        spec: {
          containers: [{ name: 'c', image: 'registry.example/c:1', env: [{ name: 'PASSWORD', value: CANARY }] }],
        },
      },
    },
  });
  const args = ['--apply', '-n', namespace, '--yes', '--check', 'workloads/privilege-escalation'];
  const { code, stdout, stderr } = await run(...args);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('Tried by dry run, as admission makes them: 1 pod.');
  expect(stdout.endsWith('deployment.apps/idle patched\n')).toBe(isChanged);
  if (!isChanged) expect(stderr).toMatch(/idle could not be tried by dry run: .*allowPrivilegeEscalation/);
  expect(stdout + stderr).not.toContain(CANARY);
});

/** Pods that admission refuses now, as the real controllers tell of them, and what becomes of that when it is mended. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cluster, eventually, type TestCluster } from '../support/cluster.ts';
import { createHome, type Home } from '../support/program.ts';

let the: TestCluster;
let home: Home;
beforeEach(() => {
  the = cluster();
  home = createHome();
});
afterEach(() => home.remove());

const CANARY = 'canary-refused-9d2e';
const POLICIES = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';
const CONFINED = {
  securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'c',
      image: 'registry.example/c:1',
      env: [{ name: 'PASSWORD', value: CANARY }],
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    },
  ],
};
const PRIVILEGED = { containers: [{ ...CONFINED.containers[0], securityContext: { privileged: true } }] };

interface Finding {
  readonly subject: { readonly kind: string; readonly name: string };
  readonly message: string;
  readonly evidence: readonly { readonly text: string }[];
}

/** By workload: what is found, and the server's words. */
async function found(namespace: string, kubeconfig = the.kubeconfig): Promise<Readonly<Record<string, string>>> {
  const args = ['scan', '-n', namespace, '-o', 'json', '--check', 'pod-security/violating-workloads'];
  const { code, stdout, stderr } = await home.run(args, { env: { KUBECONFIG: kubeconfig } });
  expect(code, stderr).toBe(0);
  expect(stdout + stderr).not.toContain(CANARY);
  const { findings } = JSON.parse(stdout) as { findings: readonly Finding[] };
  return Object.fromEntries(
    findings.map(({ subject, message, evidence }) => [
      `${subject.kind}/${subject.name}`,
      [message, ...evidence.map(({ text }) => text)].join(' '),
    ]),
  );
}

/** One of each kind whose controller tells by events alone. */
async function create(namespace: string, spec: object): Promise<void> {
  const template = { metadata: { labels: { app: 'a' } }, spec };
  const selector = { matchLabels: { app: 'a' } };
  const once = { template: { spec: { ...spec, restartPolicy: 'Never' } } };
  const post = (path: string, name: string, body: object) =>
    the.api.json('POST', path.replace('NS', namespace), { metadata: { name }, spec: body });
  await post('/apis/apps/v1/namespaces/NS/statefulsets', 'db', { serviceName: 'db', selector, template });
  await post('/apis/apps/v1/namespaces/NS/daemonsets', 'agent', { selector, template });
  await post('/apis/batch/v1/namespaces/NS/jobs', 'import', once);
  await post('/apis/batch/v1/namespaces/NS/cronjobs', 'minutely', {
    schedule: '* * * * *',
    jobTemplate: { spec: once },
  });
}

/** A run of the CronJob, as its controller makes it. */
async function runNow(namespace: string): Promise<void> {
  const path = `/apis/batch/v1/namespaces/${namespace}`;
  const { metadata, spec } = (await the.api.json('GET', `${path}/cronjobs/minutely`)) as {
    metadata: { uid: string };
    spec: { jobTemplate: { spec: object } };
  };
  const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: 'minutely', uid: metadata.uid, controller: true };
  await the.api.json('POST', `${path}/jobs`, {
    metadata: { name: 'minutely-1', ownerReferences: [owner] },
    spec: spec.jobTemplate.spec,
  });
}

const ALL = ['CronJob/minutely', 'DaemonSet/agent', 'Job/import', 'StatefulSet/db'];

async function isFound(namespace: string, names: readonly string[], words: string): Promise<boolean> {
  const findings = await found(namespace);
  return names.every((name) => findings[name]?.includes(words) === true);
}

test('what Pod Security refuses now is told in its words, of every kind of workload', async () => {
  const namespace = await the.namespace('refused', { 'pod-security.kubernetes.io/enforce': 'baseline' });
  await create(namespace, PRIVILEGED);
  await runNow(namespace);
  const words = 'The API server refuses its pods: violates PodSecurity "baseline:latest": privileged';
  await eventually('events tell of all', () => isFound(namespace, ALL, words));
  await the.api.json(
    'PATCH',
    `/api/v1/namespaces/${namespace}`,
    { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } },
    { 'content-type': 'application/merge-patch+json' },
  );
  await eventually('nothing is refused any more', async () => {
    const findings = await found(namespace);
    return findings['StatefulSet/db'] === undefined && findings['Job/import'] === undefined;
  });
});

test('what a policy refuses is told without its reason, and nothing of it is left when the template is changed', async () => {
  const namespace = await the.namespace('refused');
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };
  await the.api.json('POST', POLICIES, {
    metadata: { name: namespace },
    spec: {
      matchConstraints: { namespaceSelector, resourceRules: [rule] },
      validations: [
        {
          expression: 'has(object.metadata.labels) && "owner" in object.metadata.labels',
          messageExpression: '"not with " + object.spec.containers[0].env[0].value',
        },
      ],
    },
  });
  await the.api.json('POST', POLICIES.replace('policies', 'policybindings'), {
    metadata: { name: namespace },
    spec: { policyName: namespace, validationActions: ['Deny'] },
  });
  const probe = { metadata: { name: 'probe' }, spec: CONFINED };
  const pods = `/api/v1/namespaces/${namespace}/pods?dryRun=All`;
  await eventually('the policy is in force', async () =>
    (await the.api.raw('POST', pods, probe)).text.includes('not with'),
  );
  await create(namespace, CONFINED);
  await runNow(namespace);
  const words = `The API server refuses its pods: ValidatingAdmissionPolicy '${namespace}' with binding '${namespace}' denied request.`;
  await eventually('events tell of all', () => isFound(namespace, ALL, words));
  await the.api.json(
    'PATCH',
    `/apis/apps/v1/namespaces/${namespace}/statefulsets/db`,
    { spec: { template: { metadata: { labels: { owner: 'me' } } } } },
    { 'content-type': 'application/merge-patch+json' },
  );
  await eventually('its pod is let in', async () => (await found(namespace))['StatefulSet/db'] === undefined);
});

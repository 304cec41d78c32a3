/** What follows from something else at the same place names it, and stands for itself where that is gone. */
import { expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { withCauses } from '../../src/engine/causes.ts';
import type { JsonObject, KubeObject } from '../../src/plugin-api/index.ts';
import { runChecks } from '../support/fixture-runner/run.ts';

const checks = PLUGINS.filter(({ name }) => name === 'workloads').flatMap((plugin) => plugin.checks);

/** The checks of findings that follow from another, by what they follow from. */
function consequences(pod: JsonObject): readonly string[] {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: 'shop', uid: 'd-1' },
    spec: { selector: {}, template: { metadata: {}, spec: pod } },
  } as unknown as KubeObject;
  const run = runChecks(checks, { objects: [deployment], coverage: [], evidence: {}, sourceType: 'live' });
  const findings = withCauses(run.findings);
  const checkOf = new Map(findings.map(({ id, check }) => [id, check]));
  return findings
    .flatMap(({ check, part, cause }) => (cause === undefined ? [] : [`${check} ${part ?? ''}: ${checkOf.get(cause)}`]))
    .sort();
}

const OPEN = { name: 'api', image: 'registry.example/api:1' };

function isolated(privileged: boolean): JsonObject {
  const securityContext = { privileged, appArmorProfile: { type: 'Unconfined' } };
  return {
    containers: [
      { ...OPEN, securityContext },
      { ...OPEN, name: 'beside' },
    ],
  };
}

test('privileged covers capabilities, escalation, seccomp and AppArmor of that container, while it stands', () => {
  expect(consequences(isolated(true))).toEqual([
    'workloads/apparmor-selinux-procmount api: workloads/privileged',
    'workloads/drop-all api: workloads/privileged',
    'workloads/privilege-escalation api: workloads/privileged',
    'workloads/seccomp api: workloads/privileged',
  ]);
  expect(consequences(isolated(false))).toEqual([]);
});

test('a socket of the runtime covers the folder that it is in, and no other', () => {
  const mount = (path: string): JsonObject => ({
    volumes: [
      { name: 'run', hostPath: { path } },
      { name: 'keys', hostPath: { path: '/etc/kubernetes' } },
    ],
    containers: [
      {
        ...OPEN,
        volumeMounts: [
          { name: 'run', mountPath: '/host' },
          { name: 'keys', mountPath: '/keys' },
        ],
      },
    ],
  });
  expect(consequences(mount('/run/containerd'))).toEqual([
    'workloads/host-path run: workloads/runtime-socket',
    'workloads/host-path run: workloads/runtime-socket',
  ]);
  expect(consequences(mount('/run/shop'))).toEqual([]);
});

test('the network of the node covers ports of it', () => {
  const pod = (hostNetwork: boolean): JsonObject => ({
    hostNetwork,
    containers: [{ ...OPEN, ports: [{ containerPort: 80, hostPort: 80 }] }],
  });
  expect(consequences(pod(true))).toEqual(['workloads/host-port api: workloads/host-namespaces']);
  expect(consequences(pod(false))).toEqual([]);
});

/** Objects as people write them, safe and unsafe ones. */
import type { Json, JsonObject } from '../../../../src/plugin-api/index.ts';
import type { Drawing, WorkloadKind } from './drawing.ts';

export function drawPod(drawing: Drawing, name: string): JsonObject {
  const context = drawing.pick<JsonObject | undefined>([
    undefined,
    {},
    { privileged: true },
    { runAsUser: 0, capabilities: { add: ['NET_RAW', 'SYS_TIME'] } },
  ]);
  const main: JsonObject = {
    name,
    image: `registry.test/${name}:1`,
    ...(context === undefined ? {} : { securityContext: context }),
    ...(drawing.sometimes(2) ? { envFrom: [{ configMapRef: { name: 'settings' } }] } : {}),
    ...(drawing.sometimes(4) ? { env: [{ name: 'PLACE', value: 'here' }] } : {}),
    ...(drawing.sometimes(5) ? { args: ['--long', `--text=${'a word and another, '.repeat(12)}end`] } : {}),
  };
  const side: JsonObject = { name: 'side', image: 'registry.test/side:1', command: ['run', '--fast'] };
  return {
    containers: drawing.sometimes(2) ? [main] : drawing.sometimes(2) ? [side, main] : [main, side],
    ...(drawing.sometimes(3) ? { initContainers: [{ name: 'init', image: 'registry.test/init:1' }] } : {}),
    ...(drawing.sometimes(4) ? { hostNetwork: true } : {}),
    ...(drawing.sometimes(3) ? { volumes: [{ name: 'tmp', emptyDir: {} }] } : {}),
    ...(drawing.sometimes(4) ? { securityContext: { runAsNonRoot: true } } : {}),
  };
}

export function apiVersionOf(kind: WorkloadKind): string {
  return kind === 'CronJob' ? 'batch/v1' : 'apps/v1';
}

/** What leads from a workload to its pod's specification. */
export function podPath(kind: WorkloadKind): string {
  return kind === 'CronJob' ? '/spec/jobTemplate/spec/template/spec' : '/spec/template/spec';
}

/** The specification of a pod inside of its workload, as far as a patch needs it. */
export function aroundPod(kind: WorkloadKind, pod: JsonObject): JsonObject {
  const template = { spec: pod };
  return kind === 'CronJob' ? { spec: { jobTemplate: { spec: { template } } } } : { spec: { template } };
}

export function workload(kind: WorkloadKind, name: string, pod: JsonObject, namespace?: string): JsonObject {
  const labels = { app: name };
  const metadata: JsonObject = namespace === undefined ? { name } : { name, namespace };
  const template = { metadata: { labels }, spec: kind === 'CronJob' ? { restartPolicy: 'Never', ...pod } : pod };
  const head = { apiVersion: apiVersionOf(kind), kind, metadata };
  if (kind === 'CronJob') return { ...head, spec: { schedule: '5 4 * * 1', jobTemplate: { spec: { template } } } };
  const service: JsonObject = kind === 'StatefulSet' ? { serviceName: name } : {};
  return { ...head, spec: { ...service, selector: { matchLabels: labels }, template } };
}

export function role(name: string, power: number, kind: 'Role' | 'ClusterRole' = 'Role'): JsonObject {
  const rules = [
    [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
    [{ apiGroups: [''], resources: ['pods', 'secrets'], verbs: ['*'] }],
    [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  ][power] as Json;
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata: { name }, rules };
}

export function binding(role: string): JsonObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: `${role}-all` },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role },
    subjects: [{ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: 'system:authenticated' }],
  };
}

export function named(kind: string, name: string, more: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind, metadata: { name }, ...more };
}

export function service(name: string): JsonObject {
  return named('Service', name, { spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] } });
}

/** Its kind is known to no kustomize; it names an object in a field of its own. */
export function custom(name: string, account: string): JsonObject {
  const spec = { account, template: { spec: { containers: [{ name: 'main', image: 'registry.test/main:1' }] } } };
  return { apiVersion: 'things.test/v1', kind: 'Runner', metadata: { name }, spec };
}

/** The same object written with an anchor and its alias. */
export function withAnchors(name: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels: &labels
    app: ${name}
spec:
  selector:
    matchLabels: *labels
  template:
    metadata:
      labels: *labels
    spec:
      containers:
        - name: ${name}
          image: registry.test/${name}:1
          resources: &size
            requests: {cpu: 10m}
        - name: side
          image: registry.test/side:1
          resources: *size
`;
}

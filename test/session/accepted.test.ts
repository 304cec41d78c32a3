/** What a waiver accepts ends where the same finding comes to mean more: by its object, or by what stands around it. */
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import auditEnabled from '../../plugins/audit/enabled/check.ts';
import ingressTls from '../../plugins/ingress/tls/check.ts';
import defaultDenyIngress from '../../plugins/network/default-deny-ingress/check.ts';
import automountToken from '../../plugins/rbac/automount-token/check.ts';
import dangling from '../../plugins/rbac/dangling/check.ts';
import wildcards from '../../plugins/rbac/wildcards/check.ts';
import runtimeProtection from '../../plugins/runtime/protection/check.ts';
import runAsRoot from '../../plugins/workloads/run-as-root/check.ts';
import type { AnyAutomatedCheck, KubeObject } from '../../src/plugin-api/index.ts';
import { accepts } from '../../src/session/waivers.ts';
import { runChecks } from '../support/fixture-runner/run.ts';

function findings(check: AnyAutomatedCheck, ...texts: readonly string[]) {
  const documents = parseAllDocuments(texts.join('\n---\n'));
  const objects = documents.map((document): KubeObject => document.toJS());
  return runChecks([check], { objects, sourceType: 'live', coverage: [], evidence: {} }).findings;
}

/** How many findings are open after a waiver for what there was before. */
function openAfter(check: AnyAutomatedCheck, before: readonly string[], after: readonly string[]): number {
  const accepted = findings(check, ...before);
  expect(accepted).not.toEqual([]);
  const waiver = { decision: 'd', title: '', cluster: 'c', reason: 'r', by: 'b', at: '', expires: '' };
  const given = { ...waiver, findings: accepted.map(({ id, judged, severity }) => ({ id, judged, severity })) };
  expect(findings(check, ...before).every((finding) => accepts(given, finding))).toBe(true);
  return findings(check, ...after).filter((finding) => !accepts(given, finding)).length;
}

const SHOP = '{apiVersion: v1, kind: Namespace, metadata: {name: shop}}';
const RBAC = 'apiVersion: rbac.authorization.k8s.io/v1';
const AS_ROLE = 'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: keeper}';

function workload(name: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: "registry.example/${name}:1"}]}`;
}

function policy(...apps: readonly string[]): string {
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: some, namespace: shop}
spec:
  podSelector: {matchExpressions: [{key: app, operator: In, values: [${apps.join(', ')}]}]}
  policyTypes: [Ingress]`;
}

test('a namespace in which one workload is open is not one in which others are', () => {
  const all = [SHOP, workload('web'), workload('api'), workload('db')];
  const oneOpen = [...all, policy('api', 'db')];
  expect(openAfter(defaultDenyIngress, oneOpen, oneOpen)).toBe(0);
  expect(openAfter(defaultDenyIngress, oneOpen, [...all, policy('api')])).toBe(1);
  expect(openAfter(defaultDenyIngress, oneOpen, [...all, policy('web', 'api')])).toBe(1);
  expect(openAfter(defaultDenyIngress, oneOpen, all)).toBe(1);
  expect(openAfter(defaultDenyIngress, oneOpen, [...oneOpen, workload('new')])).toBe(1);
});

test('a namespace that is open as a whole was accepted as a whole', () => {
  const open = [SHOP, workload('web')];
  expect(openAfter(defaultDenyIngress, open, [...open, workload('api')])).toBe(0);
});

test('a namespace that was empty was not accepted with what comes to run there', () => {
  expect(openAfter(defaultDenyIngress, [SHOP], [SHOP, workload('web')])).toBe(1);
});

function role(rules: string): string {
  return `${RBAC}\nkind: ClusterRole\nmetadata: {name: keeper}\nrules: ${rules}`;
}

function bound(kind: string, name: string): string {
  const namespace = kind === 'ServiceAccount' ? 'namespace: shop' : 'apiGroup: rbac.authorization.k8s.io';
  const metadata = `{name: to-${name.replaceAll(':', '-')}}`;
  return `${RBAC}\nkind: ClusterRoleBinding\nmetadata: ${metadata}\n${AS_ROLE}\nsubjects: [{kind: ${kind}, name: "${name}", ${namespace}}]`;
}

test('whoever else comes to hold a wildcard was not accepted', () => {
  const secrets = role('[{apiGroups: [""], resources: [secrets], verbs: ["*"]}]');
  const before = [SHOP, secrets, bound('ServiceAccount', 'bot')];
  expect(openAfter(wildcards, before, [...before, bound('Group', 'system:authenticated')])).toBe(1);
  expect(openAfter(wildcards, before, [bound('ServiceAccount', 'bot'), secrets, SHOP])).toBe(0);
});

test('an account that is gone was accepted with the rights that it would have', () => {
  const before = [SHOP, bound('ServiceAccount', 'bot'), role('[{apiGroups: [""], resources: [pods], verbs: [list]}]')];
  const more = role('[{apiGroups: [""], resources: [pods, secrets], verbs: [list]}]');
  expect(openAfter(dangling, before, [SHOP, bound('ServiceAccount', 'bot'), more])).toBe(1);
});

test('a role that is gone was accepted by its name', () => {
  const person = bound('User', 'ann');
  expect(openAfter(dangling, [person], [person.replace('name: keeper', 'name: other')])).toBe(1);
});

function withToken(mountedInto: readonly string[]): string {
  const containers = ['main', 'helper'].map((name) => {
    const mounts = mountedInto.includes(name) ? ', volumeMounts: [{name: token, mountPath: /token}]' : '';
    return `{name: ${name}, image: "registry.example/a:1"${mounts}}`;
  });
  return `
apiVersion: v1
kind: Pod
metadata: {name: probe, namespace: shop}
spec:
  automountServiceAccountToken: false
  volumes: [{name: token, projected: {sources: [{serviceAccountToken: {path: token}}]}}]
  containers: [${containers.join(', ')}]`;
}

test('a token was accepted for the containers that had it', () => {
  const account = '{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: shop}}';
  const [one, both] = [['main'], ['main', 'helper']].map((names) => [SHOP, account, withToken(names)] as const);
  expect(openAfter(automountToken, one ?? [], both ?? [])).toBe(1);
});

function ingress(...paths: readonly string[]): string {
  const listed = paths.map(
    (path) => `{path: ${path}, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}`,
  );
  return `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: front, namespace: shop}
spec: {rules: [{host: shop.example, http: {paths: [${listed.join(', ')}]}}]}`;
}

test('a host without TLS was accepted for the paths that it served', () => {
  expect(openAfter(ingressTls, [SHOP, ingress('/news')], [SHOP, ingress('/news', '/login')])).toBe(1);
  const challenged = ingress('/news', '/.well-known/acme-challenge/abc');
  expect(openAfter(ingressTls, [SHOP, ingress('/news')], [SHOP, challenged])).toBe(0);
});

function runningAs(...uids: readonly number[]): readonly string[] {
  const pods = uids.map(
    (uid, at) => `
apiVersion: v1
kind: Pod
metadata:
  name: web-${at}
  namespace: shop
  ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: web, uid: u, controller: true}]
spec: {containers: [{name: main, image: "registry.example/web:1"}]}
status:
  phase: Running
  containerStatuses: [{name: main, image: a, imageID: a, ready: true, restartCount: 0, started: true, state: {running: {}}, user: {linux: {uid: ${uid}, gid: ${uid}}}}]`,
  );
  return [SHOP, workload('web').replace('kind: Deployment', 'kind: StatefulSet'), ...pods];
}

test('several users at once are a value too', () => {
  expect(openAfter(runAsRoot, runningAs(1000, 2000), runningAs(2000, 1000))).toBe(0);
  expect(openAfter(runAsRoot, runningAs(1000, 2000), runningAs(0, 2000))).toBe(1);
  expect(openAfter(runAsRoot, runningAs(1000), runningAs(1000, 0))).toBe(1);
});

function agentOn(nodes: number, ready: number): readonly string[] {
  const node = (at: number) =>
    `{apiVersion: v1, kind: Node, metadata: {name: n${at}, labels: {kubernetes.io/os: linux}}, status: {nodeInfo: {operatingSystem: linux}}}`;
  const agent = `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: falco, namespace: shop, generation: 1}
spec:
  selector: {matchLabels: {app: falco}}
  template:
    metadata: {labels: {app: falco}}
    spec: {containers: [{name: agent, image: "docker.io/falcosecurity/falco:0.43.0"}]}
status: {observedGeneration: 1, desiredNumberScheduled: ${nodes}, numberReady: ${ready}}`;
  return [SHOP, agent, ...Array.from({ length: nodes }, (_, at) => node(at))];
}

test('an agent that misses more nodes was not accepted, one that grows with the cluster was', () => {
  expect(openAfter(runtimeProtection, agentOn(3, 2), agentOn(5, 2))).toBe(1);
  expect(openAfter(runtimeProtection, agentOn(3, 2), agentOn(5, 4))).toBe(0);
});

test('flags were accepted for what they lacked', () => {
  const server = (flags: string) =>
    `{apiVersion: v1, kind: Pod, metadata: {name: kube-apiserver-a, namespace: kube-system, uid: kube-apiserver-a, labels: {component: kube-apiserver, tier: control-plane}, annotations: {kubernetes.io/config.mirror: a}}, spec: {hostNetwork: true, containers: [{name: kube-apiserver, image: "registry.k8s.io/kube-apiserver:v1.36.3", command: [kube-apiserver${flags}]}]}, status: {phase: Running}}`;
  const withPolicy = server(', --audit-policy-file=/etc/policy.yaml');
  expect(openAfter(auditEnabled, [withPolicy], [withPolicy])).toBe(0);
  expect(openAfter(auditEnabled, [withPolicy], [server('')])).toBe(1);
});

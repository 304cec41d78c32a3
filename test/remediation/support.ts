/** Objects, decisions and contexts for tests of the writing path. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refOf } from '../../src/kube/refs.ts';
import type { Decision, Variant } from '../../src/model/decision.ts';
import type { Change, Edit, KubeObject, ObjectRef } from '../../src/plugin-api/index.ts';
import type { ChangeContext } from '../../src/remediation/index.ts';
import type { FakeTarget } from '../support/fake-target.ts';

export type Loose = KubeObject & { readonly [key: string]: unknown };

export function namespace(name: string, labels: Readonly<Record<string, string>> = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

export function deployment(name: string, namespaceName = 'shop', extra: object = {}): Loose {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: namespaceName, labels: { app: name } },
    spec: {
      replicas: 2,
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [
            { name: 'proxy', image: 'proxy:1' },
            { name: 'api', image: 'api:1', env: [{ name: 'COLOUR', value: 'green' }], ...extra },
          ],
        },
      },
    },
  };
}

const POD = ['spec', 'template', 'spec'] as const;
const API = [...POD, 'containers', { key: 'name', is: 'api' }] as const;

export const SET_SECCOMP: Edit = {
  op: 'set',
  path: [...POD, 'securityContext', 'seccompProfile', 'type'],
  value: 'RuntimeDefault',
};
export const NO_ESCALATION: Edit = {
  op: 'set',
  path: [...API, 'securityContext', 'allowPrivilegeEscalation'],
  value: false,
};
export const DROP_ALL: Edit = {
  op: 'include',
  path: [...API, 'securityContext', 'capabilities', 'drop'],
  value: 'ALL',
};

export function label(key: string, value: string): Edit {
  return { op: 'set', path: ['metadata', 'labels', key], value };
}
export const WARN = label('pod-security.kubernetes.io/warn', 'restricted');
export const ENFORCE = label('pod-security.kubernetes.io/enforce', 'baseline');

export function edit(target: KubeObject | ObjectRef, ...edits: readonly Edit[]): Change {
  return { op: 'edit', target: 'metadata' in target ? refOf(target) : target, edits };
}

export function ensure(object: KubeObject): Change {
  return { op: 'ensure', object: object as never };
}

export function policy(name: string, namespaceName: string, spec: object): KubeObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: namespaceName, labels: { 'app.kubernetes.io/managed-by': 'harden' } },
    spec,
  } as KubeObject;
}

export const DENY_SPEC = { podSelector: {}, policyTypes: ['Egress'] };
export const DNS_SPEC = {
  podSelector: {},
  policyTypes: ['Egress'],
  egress: [{ to: [{ namespaceSelector: {} }], ports: [{ protocol: 'UDP', port: 53 }] }],
};

export function binding(name: string, users: readonly string[], role = 'cluster-admin'): Loose {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: users.map(user),
  };
}

export function user(name: string) {
  return { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name };
}

export function withoutUser(target: KubeObject, name: string): Change {
  return edit(target, { op: 'exclude', path: ['subjects'], value: user(name) });
}

export function decision(id: string, changes: readonly Change[], more: Partial<Decision & Variant> = {}): Decision {
  const {
    findings: ids = [`${id}-finding`],
    readiness = 'ready',
    disruption = 'rollout',
    owner = null,
  } = more as Partial<Decision & { findings: readonly string[] }>;
  const [first] = changes;
  const subject = first === undefined || first.op === 'ensure' ? refOf(namespace('shop')) : first.target;
  const variant: Variant = {
    readiness,
    findings: ids,
    changes,
    disruption,
    reasons: [`reason of ${id}`],
    caveats: more.caveats ?? [],
  };
  return {
    id,
    place: id,
    item: 'workloads',
    title: `title of ${id}`,
    subject,
    severity: 'medium',
    readiness,
    disruption,
    findings: ids.map((finding) => ({
      id: finding,
      check: `workloads/${id}`,
      severity: 'medium' as const,
      confidence: 'direct' as const,
      subject,
      message: 'is so',
      evidence: [],
      remediation: null,
      judged: '',
      place: { key: id, title: `title of ${id}` },
    })),
    variants: changes.length === 0 ? [] : [variant],
    owner,
    platform: false,
    ...(more.refusal === undefined ? {} : { refusal: more.refusal }),
  } as Decision;
}

export function stateFolder(): string {
  return join(mkdtempSync(join(tmpdir(), 'harden-state-')), 'kubectl-harden');
}

export function contextFor(target: FakeTarget, more: Partial<ChangeContext> = {}): ChangeContext {
  return {
    target,
    mode: 'apply',
    stateFolder: stateFolder(),
    tool: 'kubectl-harden/test',
    pause: async () => {},
    ...more,
  };
}

/** Who holds which rights, read from the fake cluster itself. */
export function accessOf(target: FakeTarget, caller = 'kim') {
  return () => {
    const all = [...target.objects.values()];
    const of = (kind: string) => all.filter((object) => object.kind === kind) as never;
    return {
      objects: {
        roles: of('Role'),
        clusterRoles: of('ClusterRole'),
        roleBindings: of('RoleBinding'),
        clusterRoleBindings: of('ClusterRoleBinding'),
      },
      guarded: { caller: { username: caller, groups: ['system:authenticated'] } },
    };
  };
}

export const CLUSTER_ADMIN: Loose = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'cluster-admin', labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } },
  rules: [
    { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
    { nonResourceURLs: ['*'], verbs: ['*'] },
  ],
};

import { expect, test } from 'vitest';
import { RULES } from '../../src/analysis/pod-security/index.ts';
import { gapsOf } from './compare.ts';
import type { Upstream } from './facts.ts';

const NOTHING = { unreadKinds: new Set<string>(), unknownFields: new Set<string>(), reviewedGates: new Set<string>() };

/** What agrees with us, but for what is given. */
function upstream(given: Partial<Upstream> = {}): Upstream {
  const checks = RULES.map(({ id, level, revisions, overrides }) => ({
    id,
    level,
    revisions: revisions.map(({ since }) => ({ since, overrides: overrides === undefined ? [] : [overrides] })),
  }));
  return {
    release: 'v1.37.2',
    policy: { checks, safeSysctls: ['kernel.shm_rmid_forced'] },
    served: [{ group: '', version: 'v1', resource: 'pods', kind: 'Pod' }],
    roles: [],
    bindings: [],
    gates: [],
    members: new Map(),
    ...given,
  };
}

function gapsWith(given: Partial<Upstream>): readonly string[] {
  return gapsOf(upstream(given), NOTHING).map(({ area, what }) => `${area}: ${what}`);
}

const RBAC = { apiVersion: 'rbac.authorization.k8s.io/v1' };

test('nothing is missing of what agrees', () => {
  expect(gapsWith({})).toEqual([]);
});

test('a newer minor, a new check, a new revision and another level are told', () => {
  const { checks } = upstream().policy;
  const changed = checks.map((check) => {
    if (check.id === 'sysctls') return { ...check, revisions: [...check.revisions, { since: 39, overrides: [] }] };
    return check.id === 'hostPorts' ? { ...check, level: 'restricted' as const } : check;
  });
  const added = { id: 'windowsGpu', level: 'baseline' as const, revisions: [{ since: 39, overrides: [] }] };
  expect(gapsWith({ release: 'v1.39.0', policy: { checks: [...changed, added], safeSysctls: [] } })).toEqual([
    'release: v1.39.0 is newer than the rules reviewed up to 1.37',
    'Pod Security: hostPorts is of level restricted, the rule of baseline',
    'Pod Security: sysctls has revisions 1.0, 1.27, 1.29, 1.32, 1.37, 1.39, the rule 1.0, 1.27, 1.29, 1.32, 1.37',
    'Pod Security: baseline check windowsGpu has no rule',
  ]);
});

test('a sysctl that is safe for the kubelet and not for the rule is told', () => {
  const { checks } = upstream().policy;
  expect(gapsWith({ policy: { checks, safeSysctls: ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_new'] } })).toEqual([
    'sysctls: net.ipv4.tcp_new is safe for the kubelet, and refused by the newest rule',
  ]);
});

test('default roles and bindings that reach further than those that are known are told', () => {
  const rules = [{ apiGroups: ['*'], resources: ['*'], verbs: ['watch'] }];
  const everybody = [{ kind: 'Group', name: 'system:unauthenticated' }];
  expect(
    gapsWith({
      roles: [{ ...RBAC, kind: 'ClusterRole', metadata: { name: 'system:controller:new' }, rules }] as never,
      bindings: [
        {
          ...RBAC,
          kind: 'ClusterRoleBinding',
          metadata: { name: 'system:open' },
          roleRef: { name: 'system:open' },
          subjects: everybody,
        },
      ] as never,
    }),
  ).toEqual([
    'RBAC: default ClusterRole system:controller:new has a wildcard that is not known: {"apiGroups":["*"],"resources":["*"],"verbs":["watch"]}',
    'RBAC: default binding system:open is open to anonymous requests',
  ]);
});

test('kinds, members and gates are told until they are read or reviewed', () => {
  const given = {
    served: [{ group: 'lifecycle.k8s.io', version: 'v1', resource: 'evictions', kind: 'Eviction' }],
    members: new Map([['v1.PodSpec', ['hostUsers', 'newMember']]]),
    gates: [
      { name: 'PodSecurityNew', stage: 'BETA', isOn: true },
      { name: 'PodSecurityOff', stage: 'BETA', isOn: false },
      { name: 'PodSecurityAlpha', stage: 'ALPHA', isOn: true },
      { name: 'JobSuccessPolicy', stage: '', isOn: true },
    ],
  } as const;
  expect(gapsWith(given)).toEqual([
    'kinds: evictions.lifecycle.k8s.io is served: read it, or name it as left out',
    'fields: PodSpec.newMember is not known to the types of the client',
    'feature gates: PodSecurityNew is on (beta): which verdicts does it change',
  ]);
  const known = {
    unreadKinds: new Set(['evictions.lifecycle.k8s.io']),
    unknownFields: new Set(['PodSpec.newMember']),
    reviewedGates: new Set(['PodSecurityNew']),
  };
  expect(gapsOf(upstream(given), known)).toEqual([]);
});

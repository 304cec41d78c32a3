import { describe, expect, test } from 'vitest';
import { evaluatePod, levelOf, RULES } from '../../../src/analysis/pod-security/index.ts';
import type { PodSpec } from '../../../src/analysis/pod-security/types.ts';
import { formatPath } from '../../../src/kube/path.ts';
import type { JsonObject } from '../../../src/plugin-api/index.ts';

const CONFINED = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

/** A restricted pod with one container `a`; the arguments change it. */
function pod(spec: JsonObject = {}, context: JsonObject = {}, container: JsonObject = {}): PodSpec {
  const a = { name: 'a', image: 'i', securityContext: { ...CONFINED, ...context }, ...container };
  return { containers: [a], ...spec } as unknown as PodSpec;
}

interface Case {
  readonly name: string;
  readonly rule: string;
  readonly spec: PodSpec;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Policy versions that refuse it and that do not, beside each other where a revision changes. */
  readonly refuses: readonly string[];
  readonly allows?: readonly string[];
  readonly path?: string;
}
const WINDOWS = { os: { name: 'windows' } };
const bare = { securityContext: {} };

const CASES: readonly Case[] = [
  {
    name: 'a host process of the pod',
    rule: 'windowsHostProcess',
    spec: pod({ securityContext: { windowsOptions: { hostProcess: true } } }),
    refuses: ['v1.0', 'latest'],
    path: '.securityContext.windowsOptions.hostProcess',
  },
  {
    name: 'a host process of a container',
    rule: 'windowsHostProcess',
    spec: pod({}, { windowsOptions: { hostProcess: true } }),
    refuses: ['latest'],
    path: '.containers[name="a"].securityContext.windowsOptions.hostProcess',
  },
  {
    name: 'hostPID',
    rule: 'hostNamespaces',
    spec: pod({ hostPID: true }),
    refuses: ['v1.0', 'latest'],
    path: '.hostPID',
  },
  {
    name: 'privileged',
    rule: 'privileged',
    spec: pod({}, { privileged: true }),
    refuses: ['v1.0', 'latest'],
    path: '.containers[name="a"].securityContext.privileged',
  },
  {
    name: 'a capability that runtimes do not grant',
    rule: 'capabilities_baseline',
    spec: pod({}, { capabilities: { drop: ['ALL'], add: ['NET_RAW'] } }),
    refuses: ['v1.0', 'latest'],
    path: '.containers[name="a"].securityContext.capabilities.add',
  },
  {
    name: 'a default capability with the CAP_ prefix',
    rule: 'capabilities_baseline',
    spec: pod({}, { capabilities: { add: ['CAP_CHOWN'] } }),
    refuses: ['latest'],
  },
  {
    name: 'a hostPath volume',
    rule: 'hostPathVolumes',
    spec: pod({ volumes: [{ name: 'v', hostPath: { path: '/' } }] }),
    refuses: ['v1.0', 'latest'],
    path: '.volumes[name="v"].hostPath',
  },
  {
    name: 'a host port',
    rule: 'hostPorts',
    spec: pod({}, {}, { ports: [{ containerPort: 80, hostPort: 8080 }] }),
    refuses: ['v1.0', 'latest'],
    path: '.containers[name="a"].ports',
  },
  {
    name: 'a probe of another host',
    rule: 'hostProbesAndHostLifecycle',
    spec: pod({}, {}, { startupProbe: { tcpSocket: { host: '10.0.0.1', port: 1 } } }),
    refuses: ['v1.34', 'latest'],
    allows: ['v1.33'],
    path: '.containers[name="a"].startupProbe.tcpSocket.host',
  },
  {
    name: 'a lifecycle hook to another host',
    rule: 'hostProbesAndHostLifecycle',
    spec: pod({}, {}, { lifecycle: { preStop: { httpGet: { host: 'x', port: 1 } } } }),
    refuses: ['latest'],
    allows: ['v1.33'],
    path: '.containers[name="a"].lifecycle.preStop.httpGet.host',
  },
  {
    name: 'an unconfined AppArmor field',
    rule: 'appArmorProfile',
    spec: pod({ securityContext: { appArmorProfile: { type: 'Unconfined' } } }),
    refuses: ['v1.0', 'latest'],
    path: '.securityContext.appArmorProfile.type',
  },
  {
    name: 'an unconfined AppArmor annotation',
    rule: 'appArmorProfile',
    spec: pod(),
    annotations: { 'container.apparmor.security.beta.kubernetes.io/a': 'unconfined' },
    refuses: ['v1.0', 'latest'],
  },
  {
    name: 'an SELinux type for container engines',
    rule: 'seLinuxOptions',
    spec: pod({}, { seLinuxOptions: { type: 'container_engine_t' } }),
    refuses: ['v1.30'],
    allows: ['v1.31', 'latest'],
  },
  {
    name: 'an SELinux user',
    rule: 'seLinuxOptions',
    spec: pod({ securityContext: { seLinuxOptions: { user: 'system_u' } } }),
    refuses: ['v1.0', 'latest'],
    path: '.securityContext.seLinuxOptions',
  },
  {
    name: 'an unmasked /proc',
    rule: 'procMount',
    spec: pod({}, { procMount: 'Unmasked' }),
    refuses: ['v1.0', 'v1.35', 'latest'],
  },
  {
    name: 'an unmasked /proc in a user namespace',
    rule: 'procMount',
    spec: pod({ hostUsers: false }, { procMount: 'Unmasked' }),
    refuses: ['v1.0', 'v1.34'],
    allows: ['v1.35', 'latest'],
  },
  {
    name: 'an unmasked /proc in a user namespace, restricted',
    rule: 'procMount_restricted',
    spec: pod({ hostUsers: false }, { procMount: 'Unmasked' }),
    refuses: ['v1.35', 'latest'],
    allows: ['v1.34'],
  },
  {
    name: 'an unconfined seccomp annotation',
    rule: 'seccompProfile_baseline',
    spec: pod(),
    annotations: { 'container.seccomp.security.alpha.kubernetes.io/a': 'unconfined' },
    refuses: ['v1.0', 'v1.18'],
    allows: ['v1.19', 'latest'],
  },
  {
    name: 'an unconfined seccomp field',
    rule: 'seccompProfile_baseline',
    spec: pod({}, { seccompProfile: { type: 'Unconfined' } }),
    refuses: ['v1.19', 'latest'],
    allows: ['v1.18'],
  },
  {
    name: 'an unsafe sysctl',
    rule: 'sysctls',
    spec: pod({ securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } }),
    refuses: ['v1.0', 'latest'],
    path: '.securityContext.sysctls',
  },
  ...(
    [
      ['net.ipv4.ip_local_reserved_ports', 'v1.26', 'v1.27'],
      ['net.ipv4.tcp_keepalive_time', 'v1.28', 'v1.29'],
      ['net.ipv4.tcp_wmem', 'v1.31', 'v1.32'],
      ['net.ipv4.tcp_slow_start_after_idle', 'v1.36', 'v1.37'],
      ['net.ipv4.tcp_notsent_lowat', 'v1.36', 'v1.37'],
    ] as const
  ).map(([name, before, from]) => ({
    name: `the sysctl ${name}`,
    rule: 'sysctls',
    spec: pod({ securityContext: { sysctls: [{ name, value: '1' }] } }),
    refuses: [before],
    allows: [from, 'latest'],
  })),
  {
    name: 'an NFS volume',
    rule: 'restrictedVolumes',
    spec: pod({ volumes: [{ name: 'v', nfs: { server: 's', path: '/' } }] }),
    refuses: ['v1.0', 'latest'],
    path: '.volumes[name="v"]',
  },
  {
    name: 'possible privilege escalation',
    rule: 'allowPrivilegeEscalation',
    spec: pod({}, {}, bare),
    refuses: ['v1.8', 'latest'],
    allows: ['v1.7'],
  },
  {
    name: 'possible privilege escalation on Windows',
    rule: 'allowPrivilegeEscalation',
    spec: pod(WINDOWS, {}, bare),
    refuses: ['v1.24'],
    allows: ['v1.25', 'latest'],
  },
  {
    name: 'a missing seccomp profile on Windows',
    rule: 'seccompProfile_restricted',
    spec: pod(WINDOWS, {}, bare),
    refuses: ['v1.24'],
    allows: ['v1.18', 'v1.25'],
  },
  {
    name: 'undropped capabilities on Windows',
    rule: 'capabilities_restricted',
    spec: pod(WINDOWS, {}, bare),
    refuses: ['v1.22', 'v1.24'],
    allows: ['v1.21', 'v1.25'],
  },
  {
    name: 'no runAsNonRoot on Windows',
    rule: 'runAsNonRoot',
    spec: pod(WINDOWS, {}, bare),
    refuses: ['v1.0', 'latest'],
  },
  {
    name: 'no runAsNonRoot in a user namespace',
    rule: 'runAsNonRoot',
    spec: pod({ hostUsers: false }, {}, bare),
    refuses: ['v1.0', 'v1.34'],
    allows: ['v1.35', 'latest'],
  },
  {
    name: 'runAsNonRoot false at the pod, true at every container',
    rule: 'runAsNonRoot',
    spec: pod({ securityContext: { runAsNonRoot: false } }),
    refuses: ['v1.0', 'latest'],
    path: '.securityContext.runAsNonRoot',
  },
  {
    name: 'uid 0',
    rule: 'runAsUser',
    spec: pod({}, { runAsUser: 0 }),
    refuses: ['v1.23', 'latest'],
    allows: ['v1.22'],
  },
  {
    name: 'uid 0 in a user namespace',
    rule: 'runAsUser',
    spec: pod({ hostUsers: false }, { runAsUser: 0 }),
    refuses: ['v1.34'],
    allows: ['v1.35'],
  },
  {
    name: 'ALL not dropped',
    rule: 'capabilities_restricted',
    spec: pod({}, { capabilities: { drop: ['NET_RAW'] } }),
    refuses: ['v1.22', 'latest'],
    allows: ['v1.21'],
    path: '.containers[name="a"].securityContext.capabilities.drop',
  },
];

describe('each rule refuses what it is about, in the versions in which it is', () => {
  for (const { name, rule, spec, annotations, refuses, allows, path } of CASES) {
    test(`${rule}: ${name}`, () => {
      const found = (version: string) =>
        levelOf({ spec, annotations }, version).violations.filter((violation) => violation.rule === rule);
      for (const version of refuses) expect(found(version), version).toHaveLength(1);
      for (const version of allows ?? []) expect(found(version), version).toEqual([]);
      const [violation] = found(refuses.at(-1) ?? 'latest');
      if (path !== undefined) expect(violation?.path && formatPath(violation.path)).toBe(path);
    });
  }
});

test('every rule has a case', () => {
  expect(new Set(CASES.map(({ rule }) => rule))).toEqual(new Set(RULES.map(({ id }) => id)));
  expect(RULES).toHaveLength(19);
});

test('the confined pod that the cases start from is restricted', () => {
  expect(levelOf({ spec: pod() })).toEqual({ level: 'restricted', violations: [] });
});

test('a restricted rule stands in for its baseline twin', () => {
  const input = { spec: pod({}, { capabilities: { add: ['SYS_ADMIN'] } }) };
  const rules = (level: 'baseline' | 'restricted', version: string) =>
    evaluatePod(input, { level, version }).map(({ rule }) => rule);
  expect(rules('baseline', 'latest')).toEqual(['capabilities_baseline']);
  expect(rules('restricted', 'latest')).toEqual(['capabilities_restricted', 'capabilities_restricted']);
  expect(rules('restricted', 'v1.21')).toEqual(['capabilities_baseline']);
});

test('privileged admits everything', () => {
  const input = { spec: pod({ hostPID: true }, { privileged: true }) };
  expect(evaluatePod(input, { level: 'privileged', version: 'latest' })).toEqual([]);
  expect(levelOf(input).level).toBe('privileged');
});

test('init and ephemeral containers are looked at like the others', () => {
  const wrong = { name: 'x', image: 'i', securityContext: { ...CONFINED, privileged: true } };
  for (const list of ['initContainers', 'ephemeralContainers']) {
    const { level, violations } = levelOf({ spec: pod({ [list]: [wrong] }) });
    expect(level).toBe('privileged');
    expect(violations.map(({ path }) => path && formatPath(path))).toEqual([
      `.${list}[name="x"].securityContext.privileged`,
    ]);
  }
});

test('what the pod sets holds for containers that say nothing, except for what only containers can set', () => {
  const inherited = pod(
    { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } },
    {},
    { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } },
  );
  expect(levelOf({ spec: inherited }).level).toBe('restricted');
});

test('malformed fields neither crash it nor pass for safe values', () => {
  const broken = {
    containers: [null, { name: 'a', securityContext: 'none', ports: 'x', lifecycle: [] }],
    volumes: { a: 1 },
    securityContext: { sysctls: 'all' },
    initContainers: 7,
  } as unknown as PodSpec;
  expect(levelOf({ spec: broken }).level).toBe('baseline');
  expect(levelOf({ spec: {} as PodSpec }).level).toBe('restricted');
});

test('a volume of a type that nobody knows is restricted, one without a source is an emptyDir', () => {
  const volumes = (volume: JsonObject) => levelOf({ spec: pod({ volumes: [{ name: 'v', ...volume }] }) }).level;
  expect(volumes({ quantumDisk: {} })).toBe('baseline');
  expect(volumes({})).toBe('restricted');
  expect(volumes({ hostPath: null, emptyDir: {} })).toBe('restricted');
});

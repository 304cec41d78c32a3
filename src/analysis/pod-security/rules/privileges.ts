/** Rules about what processes of a container may gain: privileged mode, escalation, capabilities. */
import {
  type ContainerSpec,
  type Found,
  inContainer,
  quoted,
  type Rule,
  strings,
  unlessWindows,
  type VisitedContainer,
  type VisitedPod,
} from './rule.ts';

/** What container runtimes grant by default. Exact spellings: `CAP_CHOWN` is not `CHOWN`. */
export const DEFAULT_CAPABILITIES: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);
const RESTRICTED_CAPABILITIES: ReadonlySet<string> = new Set(['NET_BIND_SERVICE']);

function privileged(pod: VisitedPod): readonly Found[] {
  return pod.containers
    .filter((container) => container.spec.securityContext?.privileged === true)
    .map((container) =>
      inContainer(container, ['securityContext', 'privileged'], 'must not set securityContext.privileged=true'),
    );
}

function allowPrivilegeEscalation(pod: VisitedPod): readonly Found[] {
  return pod.containers
    .filter((container) => container.spec.securityContext?.allowPrivilegeEscalation !== false)
    .map((container) =>
      inContainer(
        container,
        ['securityContext', 'allowPrivilegeEscalation'],
        'must set securityContext.allowPrivilegeEscalation=false',
      ),
    );
}

function addedBeyondDefaults(pod: VisitedPod): readonly Found[] {
  return pod.containers.flatMap((container) => addedBeyond(container, DEFAULT_CAPABILITIES));
}

function undroppedOrAdded(pod: VisitedPod): readonly Found[] {
  return pod.containers.flatMap((container) => {
    const missing = dropsAll(container.spec)
      ? []
      : [
          inContainer(
            container,
            ['securityContext', 'capabilities', 'drop'],
            'must set securityContext.capabilities.drop=["ALL"]',
          ),
        ];
    return [...missing, ...addedBeyond(container, RESTRICTED_CAPABILITIES)];
  });
}

function dropsAll(container: ContainerSpec): boolean {
  return strings(container.securityContext?.capabilities?.drop).includes('ALL');
}

function addedBeyond(container: VisitedContainer, allowed: ReadonlySet<string>): readonly Found[] {
  const added = strings(container.spec.securityContext?.capabilities?.add);
  const forbidden = [...new Set(added.filter((capability) => !allowed.has(capability)))].sort();
  if (forbidden.length === 0) return [];
  return [
    inContainer(
      container,
      ['securityContext', 'capabilities', 'add'],
      `must not include ${quoted(forbidden)} in securityContext.capabilities.add`,
    ),
  ];
}

export const PRIVILEGE_RULES: readonly Rule[] = [
  { id: 'privileged', level: 'baseline', revisions: [{ since: 0, look: privileged }] },
  { id: 'capabilities_baseline', level: 'baseline', revisions: [{ since: 0, look: addedBeyondDefaults }] },
  {
    id: 'allowPrivilegeEscalation',
    level: 'restricted',
    revisions: [
      { since: 8, look: allowPrivilegeEscalation },
      { since: 25, look: unlessWindows(allowPrivilegeEscalation) },
    ],
  },
  {
    id: 'capabilities_restricted',
    level: 'restricted',
    overrides: 'capabilities_baseline',
    revisions: [
      { since: 22, look: undroppedOrAdded },
      { since: 25, look: unlessWindows(undroppedOrAdded) },
    ],
  },
];

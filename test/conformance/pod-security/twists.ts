/** Ways in which a generated pod departs from a confined one: every field of every rule, allowed and refused values. */
import { allContainers, type Draft, type DraftContainer } from './draft.ts';
import { VOLUME_SOURCES } from './volumes.ts';

/** Picks by numbers that the generator draws: `pick(list)` is one of the list. */
export interface Chooser {
  pick<T>(values: readonly T[]): T;
  some<T>(values: readonly T[]): T[];
}
type Twist = (draft: Draft, choose: Chooser) => void;
type Context = Record<string, unknown>;

const CAPABILITIES = [
  'CHOWN',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SYS_CHROOT',
  'NET_RAW',
  'SYS_ADMIN',
  'CAP_CHOWN',
  'ALL',
  'CAP_SYS_ADMIN',
];
const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
  'net.ipv4.tcp_slow_start_after_idle',
  'net.ipv4.tcp_notsent_lowat',
  'kernel.msgmax',
  'net.core.somaxconn',
];
const PROFILES = [{ type: 'RuntimeDefault' }, { type: 'Localhost', localhostProfile: 'p' }, { type: 'Unconfined' }];
const SELINUX = [
  { type: 'container_t' },
  { type: 'container_engine_t' },
  { type: 'spc_t' },
  { type: '', level: 's0:c1' },
  { user: 'system_u' },
  { role: 'system_r', type: 'container_init_t' },
  { user: '', role: '', type: 'container_kvm_t' },
];
const SECCOMP_VALUES = ['runtime/default', 'docker/default', 'localhost/p', 'unconfined'];

/** Of the pod or of one container. */
function anyContext(draft: Draft, choose: Chooser): Context {
  return choose.pick([
    draft.spec.securityContext,
    ...allContainers(draft).map((container) => container.securityContext),
  ]);
}
function anyContainer(draft: Draft, choose: Chooser): DraftContainer {
  return choose.pick(allContainers(draft));
}
function set(context: Context, field: string, value: unknown): void {
  if (value === undefined) delete context[field];
  else context[field] = value;
}

export const TWISTS: readonly Twist[] = [
  ({ spec }, choose) => set(spec, choose.pick(['hostNetwork', 'hostPID', 'hostIPC']), choose.pick([true, false])),
  (draft, choose) => set(anyContainer(draft, choose).securityContext, 'privileged', choose.pick([true, false])),
  (draft, choose) => {
    const drop = choose.pick([undefined, ['ALL'], ['NET_RAW'], ['ALL', 'NET_RAW'], ['all']]);
    const add = choose.some(CAPABILITIES);
    set(anyContainer(draft, choose).securityContext, 'capabilities', {
      ...(drop === undefined ? {} : { drop }),
      ...(add.length === 0 ? {} : { add }),
    });
  },
  (draft, choose) => set(anyContainer(draft, choose).securityContext, 'capabilities', undefined),
  ({ spec }, choose) => spec.volumes.push({ name: `v${spec.volumes.length}`, ...choose.pick(VOLUME_SOURCES) }),
  (draft, choose) => {
    const container = anyContainer(draft, choose);
    const containerPort = 8000 + allContainers(draft).indexOf(container);
    container.ports = [{ containerPort, ...choose.pick([{}, { hostPort: 0 }, { hostPort: containerPort }]) }];
  },
  (draft, choose) => {
    const handler = choose.pick(['httpGet', 'tcpSocket']);
    const host = choose.pick([{}, { host: '' }, { host: '10.0.0.1' }]);
    const probe = { [handler]: { port: 80, ...host } };
    const container = anyContainer(draft, choose);
    const place = choose.pick(['livenessProbe', 'readinessProbe', 'startupProbe', 'postStart', 'preStop']);
    if (place.endsWith('Probe')) container[place] = probe;
    else container.lifecycle = { [place]: probe };
  },
  (draft, choose) => set(anyContext(draft, choose), 'appArmorProfile', choose.pick(PROFILES)),
  (draft, choose) => {
    const key = `container.apparmor.security.beta.kubernetes.io/${anyContainer(draft, choose).name}`;
    draft.annotations[key] = choose.pick(['runtime/default', 'localhost/p', 'unconfined']);
  },
  (draft, choose) => set(anyContext(draft, choose), 'seLinuxOptions', choose.pick(SELINUX)),
  (draft, choose) => {
    draft.spec.hostUsers = false;
    set(anyContainer(draft, choose).securityContext, 'procMount', choose.pick(['Unmasked', 'Default']));
  },
  (draft, choose) => set(anyContext(draft, choose), 'seccompProfile', choose.pick([undefined, ...PROFILES])),
  (draft, choose) => {
    const key = choose.pick([
      'seccomp.security.alpha.kubernetes.io/pod',
      `container.seccomp.security.alpha.kubernetes.io/${anyContainer(draft, choose).name}`,
    ]);
    draft.annotations[key] = choose.pick(SECCOMP_VALUES);
  },
  ({ spec }, choose) =>
    set(
      spec.securityContext,
      'sysctls',
      choose.some(SYSCTLS).map((name) => ({ name, value: '1' })),
    ),
  (draft, choose) =>
    set(anyContainer(draft, choose).securityContext, 'allowPrivilegeEscalation', choose.pick([undefined, true, false])),
  (draft, choose) => set(anyContext(draft, choose), 'runAsNonRoot', choose.pick([undefined, true, false])),
  (draft, choose) => set(anyContext(draft, choose), 'runAsUser', choose.pick([undefined, 0, 1000])),
  ({ spec }, choose) => set(spec, 'hostUsers', choose.pick([true, false])),
  ({ spec }, choose) => set(spec, 'os', { name: choose.pick(['windows', 'linux']) }),
  (draft, choose) => {
    const isHostProcess = choose.pick([true, false]);
    draft.spec.securityContext.windowsOptions = { hostProcess: isHostProcess };
    if (isHostProcess) draft.spec.os = { name: 'windows' };
  },
  (draft, choose) => {
    // Everything that only containers said is said by the pod.
    const moved = ['runAsNonRoot', 'seccompProfile'];
    for (const container of allContainers(draft)) for (const field of moved) delete container.securityContext[field];
    draft.spec.securityContext.runAsNonRoot = choose.pick([true, true, false]);
    draft.spec.securityContext.seccompProfile = choose.pick(PROFILES);
  },
];

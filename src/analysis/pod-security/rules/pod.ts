/** Rules about settings of the whole pod: sysctls and volume types. */
import { type Found, items, type Rule, type VisitedPod } from './rule.ts';

const SYSCTLS_0 = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
];
const SYSCTLS_27 = [...SYSCTLS_0, 'net.ipv4.ip_local_reserved_ports'];
const SYSCTLS_29 = [
  ...SYSCTLS_27,
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];
const SYSCTLS_32 = [...SYSCTLS_29, 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'];
const SYSCTLS_37 = [...SYSCTLS_32, 'net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat'];

const ALLOWED_SOURCES: readonly string[] = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

function sysctls(allowed: readonly string[]): (pod: VisitedPod) => readonly Found[] {
  return ({ spec }) =>
    items<{ readonly name: string }>(spec.securityContext?.sysctls)
      .filter(({ name }) => !allowed.includes(name))
      .map(({ name }) => ({
        message: `pod must not set sysctl ${JSON.stringify(name)}`,
        path: ['securityContext', 'sysctls'],
      }));
}

function restrictedVolumes({ spec }: VisitedPod): readonly Found[] {
  return items<{ readonly name: string }>(spec.volumes).flatMap((volume) => {
    const sources = sourcesOf(volume);
    // A volume without a source becomes an emptyDir when it is stored.
    if (sources.length === 0 || sources.some((source) => ALLOWED_SOURCES.includes(source))) return [];
    return [
      {
        message: `volume ${JSON.stringify(volume.name)} must not use ${sources.join(', ')}`,
        path: ['volumes', { key: 'name', is: volume.name }],
      },
    ];
  });
}

function sourcesOf(volume: Readonly<Record<string, unknown>> | { readonly name: string }): readonly string[] {
  return Object.entries(volume)
    .filter(([key, value]) => key !== 'name' && value !== undefined && value !== null)
    .map(([key]) => key)
    .sort();
}

export const POD_RULES: readonly Rule[] = [
  {
    id: 'sysctls',
    level: 'baseline',
    revisions: [
      { since: 0, look: sysctls(SYSCTLS_0) },
      { since: 27, look: sysctls(SYSCTLS_27) },
      { since: 29, look: sysctls(SYSCTLS_29) },
      { since: 32, look: sysctls(SYSCTLS_32) },
      { since: 37, look: sysctls(SYSCTLS_37) },
    ],
  },
  {
    id: 'restrictedVolumes',
    level: 'restricted',
    overrides: 'hostPathVolumes',
    revisions: [{ since: 0, look: restrictedVolumes }],
  },
];

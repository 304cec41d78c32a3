/** Where etcd listens, by its flags. */
import { controlPlane } from 'kubectl-harden/plugin-api';
import { isOfItsNode } from '../listening.ts';

const CLIENTS = 'listen-client-urls';
const PEERS = 'listen-peer-urls';
const METRICS = 'listen-metrics-urls';

const EVERYWHERE = /^[a-z]+:\/\/(0\.0\.0\.0|\[::\]|\*)?(:|\/|$)/;

function named(flags: controlPlane.Flags, name: string, fits: (url: string) => boolean): string | undefined {
  const found = controlPlane.listOf(flags, name).filter(fits);
  return found.length === 0 ? undefined : `--${name} holds ${found.join(', ')}`;
}

const WIDE = {
  severity: 'medium',
  severityReason: 'Certificates of clients still stand in the way, where etcd asks for them.',
} as const;

export const RULES: readonly controlPlane.FlagRule[] = [
  {
    component: 'etcd',
    key: 'clear',
    says: 'etcd answers without TLS beyond its node',
    flags: [CLIENTS],
    lack: (flags) => named(flags, CLIENTS, (url) => url.startsWith('http:') && !isOfItsNode(url)),
  },
  ...[CLIENTS, PEERS].map(
    (name): controlPlane.FlagRule => ({
      component: 'etcd',
      key: name,
      says:
        name === CLIENTS
          ? 'etcd listens on every address of its node'
          : 'Members of etcd listen on every address of their node',
      flags: [name],
      lack: (flags) => named(flags, name, (url) => url.startsWith('https:') && EVERYWHERE.test(url)),
      ...WIDE,
    }),
  ),
  {
    component: 'etcd',
    key: METRICS,
    says: 'Metrics of etcd are open beyond its node',
    flags: [METRICS],
    lack: (flags) => named(flags, METRICS, (url) => url.startsWith('http:') && !isOfItsNode(url)),
    severity: 'low',
    severityReason: 'Metrics tell sizes and names of members, and no object.',
  },
];

/** TLS of etcd for its clients and among its members, and of the API server as a client. */
import { controlPlane } from 'kubectl-harden/plugin-api';

type Rule = controlPlane.FlagRule;

/** Anybody who reaches the port then reads everything: an open port is judged by where it listens. */
const HIGH = { severity: 'high', severityReason: 'It takes access to the network of the control plane.' } as const;

function missing(component: Rule['component'], names: readonly string[], says: string, more: Partial<Rule> = {}): Rule {
  return {
    component,
    key: names.join(' '),
    says,
    flags: names,
    lack: (flags) => controlPlane.notSet(flags, names),
    ...more,
  };
}

function mustBe(name: string, wanted: 'true' | 'false', says: string, more: Partial<Rule> = {}): Rule {
  return {
    component: 'etcd',
    key: name,
    says,
    flags: [name],
    lack: (flags) =>
      (flags.get(name) ?? 'false') === wanted
        ? undefined
        : `--${name} is ${flags.get(name) ?? 'not set, which means false'}`,
    ...more,
  };
}

const SERVERS = 'etcd-servers';

export const RULES: readonly Rule[] = [
  missing('etcd', ['cert-file', 'key-file'], 'Clients talk to etcd without TLS'),
  mustBe('client-cert-auth', 'true', 'etcd asks clients for no certificate'),
  mustBe('auto-tls', 'false', 'etcd makes up its own certificate for clients', HIGH),
  missing('etcd', ['peer-cert-file', 'peer-key-file'], 'Members of etcd talk to each other without TLS', HIGH),
  mustBe('peer-client-cert-auth', 'true', 'Members of etcd ask each other for no certificate', HIGH),
  mustBe('peer-auto-tls', 'false', 'Members of etcd make up their own certificates', HIGH),
  {
    component: 'kube-apiserver',
    key: SERVERS,
    says: 'The API server talks to etcd without TLS',
    flags: [SERVERS],
    lack(flags) {
      const open = controlPlane.listOf(flags, SERVERS).filter((server) => !/^(https|unixs?):/.test(server));
      return open.length === 0 ? undefined : `--${SERVERS} names ${open.join(', ')}`;
    },
    ...HIGH,
  },
  missing('kube-apiserver', ['etcd-cafile'], 'The API server does not verify etcd', HIGH),
  missing('kube-apiserver', ['etcd-certfile', 'etcd-keyfile'], 'The API server shows etcd no certificate', HIGH),
];

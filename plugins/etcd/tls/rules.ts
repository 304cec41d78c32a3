/** TLS of etcd for its clients and among its members, and of the API server as a client. */
import { controlPlane } from 'kubectl-harden/plugin-api';
import { isOfItsNode } from '../listening.ts';

type Rule = controlPlane.FlagRule;

/** Anybody who reaches the port then reads everything: an open port is judged by where it listens. */
const HIGH = { severity: 'high', severityReason: 'It takes access to the network of the control plane.' } as const;

const NEAR = {
  severity: 'medium',
  severityReason: 'It listens on addresses of its own node alone: it takes a process there.',
} as const;
/** The program asks for certificates as soon as it knows an authority. */
const IMPLIED = {
  severity: 'low',
  severityReason: 'The authority alone makes it ask: this flag says so for whoever reads the command line.',
} as const;

type Lack = Rule['lack'];

function rule(name: string, says: string, lack: Lack, more: Partial<Rule> = {}): Rule {
  return { component: 'etcd', key: name, says, flags: name.split(' '), lack, ...more };
}

function missing(names: readonly string[]): Lack {
  return (flags) => controlPlane.notSet(flags, names);
}

function notOn(name: string): Lack {
  return (flags) =>
    controlPlane.isOn(flags, name, false)
      ? undefined
      : `--${name} is ${flags.get(name) ?? 'not set, which means false'}`;
}

function on(name: string): Lack {
  return (flags) => (controlPlane.isOn(flags, name, false) ? `--${name} is ${flags.get(name)}` : undefined);
}

function where(condition: (flags: controlPlane.Flags) => boolean, lack: Lack): Lack {
  return (flags) => (condition(flags) ? lack(flags) : undefined);
}

const CLIENTS = 'listen-client-urls';

/** Not set, it listens on localhost. */
function isFar(flags: controlPlane.Flags): boolean {
  return controlPlane.listOf(flags, CLIENTS).some((url) => !isOfItsNode(url));
}

/** Whoever reaches the port reads and writes every object: how far that is, the addresses tell. */
function byReach(name: string, says: string, lack: Lack): readonly Rule[] {
  const flags = [...name.split(' '), CLIENTS];
  return [
    { ...rule(name, says, where(isFar, lack)), flags },
    {
      ...rule(
        name,
        says,
        where((given) => !isFar(given), lack),
        NEAR,
      ),
      flags,
    },
  ];
}

/** Of clients, or of members. */
function asksFor(
  prefix: '' | 'peer-',
  says: string,
  far: (name: string, lack: Lack) => readonly Rule[],
): readonly Rule[] {
  const name = `${prefix}client-cert-auth`;
  const authority = `${prefix}trusted-ca-file`;
  const isImplied = (flags: controlPlane.Flags) => controlPlane.isSet(flags, authority);
  const rules = far(
    name,
    where((flags) => !isImplied(flags), notOn(name)),
  );
  return [
    ...rules.map((each) => ({ ...each, flags: [...each.flags, authority] })),
    {
      ...rule(name, `${says} by --${authority} alone`, where(isImplied, notOn(name)), IMPLIED),
      flags: [name, authority],
    },
  ];
}

const SERVERS = 'etcd-servers';
const PAIR = ['cert-file', 'key-file'];
const PEERS = ['peer-cert-file', 'peer-key-file'];

export const RULES: readonly Rule[] = [
  ...byReach(PAIR.join(' '), 'Clients talk to etcd without TLS', missing(PAIR)),
  ...asksFor('', 'etcd asks clients for a certificate', (name, lack) =>
    byReach(name, 'etcd asks clients for no certificate', lack),
  ),
  rule('auto-tls', 'etcd makes up its own certificate for clients', on('auto-tls'), HIGH),
  rule(PEERS.join(' '), 'Members of etcd talk to each other without TLS', missing(PEERS), HIGH),
  ...asksFor('peer-', 'Members of etcd ask each other for a certificate', (name, lack) => [
    rule(name, 'Members of etcd ask each other for no certificate', lack, HIGH),
  ]),
  rule('peer-auto-tls', 'Members of etcd make up their own certificates', on('peer-auto-tls'), HIGH),
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
  ...(
    [
      [['etcd-cafile'], 'The API server does not verify etcd'],
      [['etcd-certfile', 'etcd-keyfile'], 'The API server shows etcd no certificate'],
    ] as const
  ).map(
    ([names, says]): Rule => ({
      component: 'kube-apiserver',
      key: names.join(' '),
      says,
      flags: names,
      lack: missing(names),
      ...HIGH,
    }),
  ),
];

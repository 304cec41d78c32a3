/** Flags that weaken TLS of the API server, or leave its certificate to chance. */
import { controlPlane } from 'kubectl-harden/plugin-api';

const VERSION = 'tls-min-version';
const CIPHERS = 'tls-cipher-suites';
const PAIR = ['tls-cert-file', 'tls-private-key-file'] as const;
const CLIENTS = 'client-ca-file';

export const RULES: readonly controlPlane.FlagRule[] = [
  {
    component: 'kube-apiserver',
    key: VERSION,
    says: 'Old versions of TLS are taken',
    flags: [VERSION],
    lack: (flags) =>
      /^VersionTLS1[01]$/.test(flags.get(VERSION) ?? '') ? `--${VERSION} is ${flags.get(VERSION)}` : undefined,
    severity: 'medium',
    severityReason: 'It takes a client that agrees to it.',
  },
  {
    component: 'kube-apiserver',
    key: CIPHERS,
    says: 'Weak ciphers are taken',
    flags: [CIPHERS],
    lack(flags) {
      const weak = controlPlane.weakCiphers(controlPlane.listOf(flags, CIPHERS));
      return weak.length === 0 ? undefined : `--${CIPHERS} names ${weak.join(', ')}`;
    },
    severity: 'medium',
    severityReason: 'It takes a client that agrees to it.',
  },
  {
    component: 'kube-apiserver',
    key: PAIR.join(' '),
    says: 'The API server makes up its own certificate',
    flags: PAIR,
    lack: (flags) => controlPlane.notSet(flags, PAIR),
    severity: 'medium',
    severityReason: 'Clients that verify it do not connect.',
  },
  {
    component: 'kube-apiserver',
    key: CLIENTS,
    says: 'Certificates of clients are not taken',
    flags: [CLIENTS],
    lack: (flags) => controlPlane.notSet(flags, [CLIENTS]),
    severity: 'low',
    severityReason: 'Kubelets and components then authenticate by something that is easier to copy.',
  },
];

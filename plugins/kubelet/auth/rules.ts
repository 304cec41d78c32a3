/** Who may call a kubelet. In a configuration file an unset member is the safe one. */
import type { KubeletRule } from '../settings.ts';

const ONE = 'The other of the two still holds: it takes a credential, or a right.';

export const RULES: readonly KubeletRule[] = [
  {
    key: 'both',
    lack: (settings) =>
      takesStrangers(settings) && allowsAll(settings)
        ? 'lets strangers do everything: authentication.anonymous.enabled is true and authorization.mode is AlwaysAllow'
        : undefined,
  },
  {
    key: 'anonymous',
    lack: (settings) =>
      takesStrangers(settings) && !allowsAll(settings)
        ? 'takes requests of strangers: authentication.anonymous.enabled is true'
        : undefined,
    severity: 'high',
    severityReason: ONE,
  },
  {
    key: 'authorization',
    lack: (settings) =>
      allowsAll(settings) && !takesStrangers(settings)
        ? 'allows everything to whoever has a credential: authorization.mode is AlwaysAllow'
        : undefined,
    severity: 'high',
    severityReason: ONE,
  },
  {
    key: 'authority',
    lack: ({ 'authentication.x509.clientCAFile': file }) =>
      typeof file === 'string' && file !== ''
        ? undefined
        : 'takes no client certificates: authentication.x509.clientCAFile is not set',
    severity: 'medium',
    severityReason: 'Who calls it has to authenticate by a token.',
  },
];

type Settings = Parameters<KubeletRule['lack']>[0];

function takesStrangers(settings: Settings): boolean {
  return settings['authentication.anonymous.enabled'] === true;
}

function allowsAll(settings: Settings): boolean {
  return settings['authorization.mode'] === 'AlwaysAllow';
}

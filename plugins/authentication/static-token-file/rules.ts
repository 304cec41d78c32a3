/** Files of credentials that the API server takes. */
import { controlPlane } from 'kubectl-harden/plugin-api';

const TOKENS = 'token-auth-file';
const PASSWORDS = 'basic-auth-file';

export const RULES: readonly controlPlane.FlagRule[] = [
  {
    component: 'kube-apiserver',
    key: TOKENS,
    says: 'Static tokens are taken',
    flags: [TOKENS],
    lack: (flags) => (controlPlane.isSet(flags, TOKENS) ? `--${TOKENS} is ${flags.get(TOKENS)}` : undefined),
  },
  {
    component: 'kube-apiserver',
    key: PASSWORDS,
    says: 'Passwords are taken',
    flags: [PASSWORDS],
    lack: (flags) => (controlPlane.isSet(flags, PASSWORDS) ? `--${PASSWORDS} is ${flags.get(PASSWORDS)}` : undefined),
  },
];

/** How long tokens of service accounts hold. */
import { controlPlane } from 'kubectl-harden/plugin-api';

const LOOKUP = 'service-account-lookup';
const KEY = 'service-account-key-file';
/** A service beside the API server that signs and verifies tokens: no key file may stand next to it. */
const SIGNER = 'service-account-signing-endpoint';
const EXTEND = 'service-account-extend-token-expiration';

export const RULES: readonly controlPlane.FlagRule[] = [
  {
    component: 'kube-apiserver',
    key: 'lookup',
    says: 'Tokens of deleted service accounts are taken',
    flags: [LOOKUP],
    lack: (flags) => (controlPlane.isOn(flags, LOOKUP, true) ? undefined : `--${LOOKUP} is ${flags.get(LOOKUP)}`),
    severity: 'high',
    severityReason: 'A stolen token cannot be taken back by deleting its account or Secret.',
  },
  {
    component: 'kube-apiserver',
    key: 'key',
    says: 'Tokens of service accounts are verified with another key than their own',
    flags: [KEY, SIGNER],
    lack: (flags) => (controlPlane.isSet(flags, SIGNER) ? undefined : controlPlane.notSet(flags, [KEY])),
  },
  {
    component: 'kube-apiserver',
    key: 'extension',
    says: 'Tokens in pods hold for a year',
    flags: [EXTEND],
    lack: (flags) =>
      controlPlane.isOn(flags, EXTEND, true)
        ? `--${EXTEND} is ${flags.get(EXTEND) ?? 'not set, which means true'}`
        : undefined,
    severity: 'low',
    severityReason: 'It takes a token that has left its pod, and clients of old client libraries need it.',
  },
];

/** How long tokens of service accounts hold. */
import { controlPlane } from 'kubectl-harden/plugin-api';

const LOOKUP = 'service-account-lookup';
const KEY = 'service-account-key-file';
const EXTEND = 'service-account-extend-token-expiration';

export const RULES: readonly controlPlane.FlagRule[] = [
  {
    component: 'kube-apiserver',
    key: 'lookup',
    says: 'Tokens of deleted service accounts are taken',
    flags: [LOOKUP],
    lack: (flags) => (flags.get(LOOKUP) === 'false' ? `--${LOOKUP} is false` : undefined),
    severity: 'high',
    severityReason: 'A stolen token cannot be taken back by deleting its account or Secret.',
  },
  {
    component: 'kube-apiserver',
    key: 'key',
    says: 'Tokens of service accounts are verified with another key than their own',
    flags: [KEY],
    lack: (flags) => controlPlane.notSet(flags, [KEY]),
  },
  {
    component: 'kube-apiserver',
    key: 'extension',
    says: 'Tokens in pods hold for a year',
    flags: [EXTEND],
    lack: (flags) =>
      (flags.get(EXTEND) ?? 'true') === 'true'
        ? `--${EXTEND} is ${flags.get(EXTEND) ?? 'not set, which means true'}`
        : undefined,
    severity: 'low',
    severityReason: 'It takes a token that has left its pod, and clients of old client libraries need it.',
  },
];

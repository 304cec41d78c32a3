import { defineManualCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';

export default defineManualCheck({
  mode: 'manual',
  meta: {
    id: 'authentication/mfa',
    title: 'Cluster access needs a second factor',
    severity: 'high',
    rationale:
      'Passwords are phished, reused and leaked. Kubernetes accepts whatever the identity provider has signed, so a ' +
      'second factor can only be demanded there. Without it one stolen password of an administrator is the cluster.',
    guidance:
      'Let people log in through OIDC or the identity service of the cloud, and demand a second factor there for the ' +
      'application that issues cluster tokens: for everybody, at each new session, best with a key that cannot be ' +
      'phished (FIDO2, passkey). Keep client certificates and static tokens for break-glass only, locked away and ' +
      'recorded. Then record who checked it, where it is written, and until when it holds.',
    item: 'authentication',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K09' },
      { framework: 'mitre-attack', control: 'T1078' },
      { framework: 'guide', control: 'A2' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  examples: EXAMPLES,
  scope: 'cluster',
  question:
    'Does the identity provider demand a second factor from every person who can get a token or certificate for this cluster? Nobody can read this from a cluster.',
  evidence: [
    'The link to the sign-in policy of the identity provider that covers the application for this cluster, with the date it was looked at.',
    'The list of people and groups that the policy leaves out, or the statement that there are none.',
    'The audit record of a sign-in to this application that shows the second factor, not older than the answer.',
    'Where break-glass credentials (client certificates, static tokens) are kept and who may fetch them.',
  ],
  validDays: 90,
});

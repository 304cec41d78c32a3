import { controlPlane, defineCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { judge } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'authentication/static-token-file',
    title: 'Static tokens and passwords are not taken',
    severity: 'high',
    rationale:
      'A token file holds credentials in clear that never end and cannot be taken back without a restart. ' +
      'Passwords of basic authentication are the same, sent with each request. Whoever reads the file, a backup ' +
      'of it or a shell history is that user for good.',
    guidance:
      'Give people OIDC and programs tokens of service accounts, then start the API server without ' +
      '`--token-auth-file`, and delete the file on every control plane node. Look first who still uses it: the ' +
      'user names stand in the audit log. ' +
      controlPlane.howToSetFlags('an API server'),
    item: 'authentication',
    refs: [
      { framework: 'cis-k8s', control: '1.2.2' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K09' },
      { framework: 'mitre-attack', control: 'T1078' },
      { framework: 'guide', control: 'A2' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: controlPlane.FLAG_READS,
  evaluate: ({ context }, { view }) => judge(view, context),
  remediation: { title: 'Start the API server without a token file', kind: 'file', disruption: 'access' },
});

import { defineCheck, may } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { judge } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'authentication/kubeconfig-credential',
    title: 'This context uses a short-lived credential of a person',
    severity: 'high',
    rationale:
      'A kubeconfig is copied to laptops, into CI and into chats. What stands in it works for whoever finds it ' +
      'until it ends: a client certificate cannot be taken back, one of the group system:masters is above all ' +
      'roles, and a token without an end is a password.',
    guidance:
      'Sign in through an identity provider: the kubeconfig then holds an exec plugin and no secret. Keep a ' +
      'client certificate for the day the provider is down, made for some days when it is needed (`kubeadm ' +
      'kubeconfig user --client-name NAME --validity-period 24h`). For programs use tokens of service accounts ' +
      'that end: `kubectl create token NAME --duration 1h`. From kubeadm 1.29 on use `admin.conf`, whose rights a ' +
      'binding gives, and lock `super-admin.conf` away.',
    item: 'authentication',
    refs: [
      { framework: 'cis-k8s', control: '3.1.1' },
      { framework: 'cis-k8s', control: '3.1.2' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K09' },
      { framework: 'mitre-attack', control: 'T1552.001' },
      { framework: 'mitre-attack', control: 'T1550.001' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: [may('CredentialFacts')],
  evaluate: (_, { view }) => judge(view),
  remediation: { title: 'Use a credential that ends soon', kind: 'guide', disruption: 'none' },
});

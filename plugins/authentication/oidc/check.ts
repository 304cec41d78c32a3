import { controlPlane, defineCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { judgeProviders, OPENSHIFT_READS } from './openshift.ts';
import { RULES } from './rules.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'authentication/oidc',
    title: 'People sign in through an identity provider',
    severity: 'high',
    rationale:
      'Kubernetes keeps no users. Without an identity provider people hold client certificates, which nobody can ' +
      'take back before they end, or tokens of service accounts, which say nothing of who used them. Nobody is ' +
      'removed when he leaves, and no second factor is asked for.',
    guidance:
      'Register the cluster at your provider (Okta, Entra ID, Google, Keycloak) as a public client, give the API ' +
      'server an AuthenticationConfiguration with its issuer, and people a kubeconfig with an exec plugin. Bind ' +
      'roles to groups with the prefix that the configuration gives them. Keep one client certificate for the day ' +
      'the provider is down, locked away. ' +
      controlPlane.howToSetFlags('an API server'),
    item: 'authentication',
    refs: [
      { framework: 'cis-k8s', control: '3.1.1' },
      { framework: 'cis-k8s', control: '3.1.2' },
      { framework: 'cis-k8s', control: '3.1.3' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K09' },
      { framework: 'mitre-attack', control: 'T1078' },
      { framework: 'guide', control: 'B2' },
      { framework: 'guide', control: 'A8' },
      { framework: 'guide', control: 'A2' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: [...controlPlane.FLAG_READS, ...OPENSHIFT_READS],
  question: {
    question: 'How do people sign in to this cluster, and who removes them when they leave?',
    evidence: [
      'The issuer and the groups that the identity provider gives this cluster, with the date they were looked at.',
      'The output of the command of the provider that shows how the cluster authenticates, with local accounts switched off.',
      'The output of kubectl auth whoami of two people: names and groups are those of the provider.',
    ],
    validDays: 180,
  },
  evaluate: ({ context }, { view }) =>
    judgeProviders(view) ??
    controlPlane.judgeRules(view, context, {
      rules: RULES,
      setting: 'authentication',
      proposal: controlPlane.FLAGS_BY_FILE,
    }),
  remediation: { title: 'Let people sign in through an identity provider', kind: 'file', disruption: 'none' },
});

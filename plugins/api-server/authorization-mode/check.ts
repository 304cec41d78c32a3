import { controlPlane, defineCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { RULES } from './rules.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'api-server/authorization-mode',
    title: 'Requests are authorized by Node and RBAC',
    severity: 'critical',
    rationale:
      'The authorization mode decides whether rights are asked for at all. With AlwaysAllow everybody who has any ' +
      'credential, and an anonymous request where those are taken, does everything. Without RBAC no role means ' +
      'anything; without Node every kubelet reads every Secret.',
    guidance:
      'Start the API server with `--authorization-mode=Node,RBAC`, or with an AuthorizationConfiguration that ' +
      'names the same types. Before AlwaysAllow goes, give those who work with the cluster the roles that they ' +
      'need: who has none is denied from then on. ' +
      controlPlane.howToSetFlags('an API server'),
    item: 'api-server',
    refs: [
      { framework: 'cis-k8s', control: '1.2.6' },
      { framework: 'cis-k8s', control: '1.2.7' },
      { framework: 'cis-k8s', control: '1.2.8' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1078' },
      { framework: 'guide', control: 'A1' },
      { framework: 'guide', control: 'B2' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: controlPlane.FLAG_READS,
  evaluate: ({ context }, { view }) =>
    controlPlane.judgeRules(view, context, {
      rules: RULES,
      setting: 'settings of the control plane',
      proposal: controlPlane.FLAGS_BY_FILE,
    }),
  remediation: { title: 'Authorize requests by Node and RBAC', kind: 'file', disruption: 'access' },
});

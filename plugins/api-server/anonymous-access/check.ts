import { controlPlane, defineCheck, may } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { judge } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'api-server/anonymous-access',
    title: 'Strangers learn no more than health and version',
    severity: 'critical',
    rationale:
      'A request without a credential is that of system:anonymous. Whatever it is given, everybody has who ' +
      'reaches the API server: from the internet where the endpoint is public, from every pod otherwise. Health ' +
      'and version are what load balancers need; everything beyond is a gift.',
    guidance:
      'Take anonymous subjects out of role bindings first. Then name the paths that may be asked without a ' +
      'credential in an AuthenticationConfiguration (Kubernetes 1.34 and later), or switch anonymous requests off ' +
      'with `--anonymous-auth=false`. Nodes that join with kubeadm read the ConfigMap `cluster-info` without a ' +
      'credential, and load balancers ask `/livez` or `/readyz`: keep these paths as long as they are used.',
    item: 'api-server',
    refs: [
      { framework: 'cis-k8s', control: '1.2.1' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K09' },
      { framework: 'owasp-k8s-2025', control: 'K06' },
      { framework: 'mitre-attack', control: 'T1190' },
      { framework: 'guide', control: 'A2' },
      { framework: 'guide', control: 'B1' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: [...controlPlane.FLAG_READS, may('AnonymousAccess')],
  evaluate: ({ context }, { view }) => judge(view, context),
  remediation: { title: 'Answer strangers on health and version alone', kind: 'file', disruption: 'access' },
});

import { controlPlane, defineCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { rulesFor } from './rules.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'api-server/optional-admission',
    title: 'Optional admission plugins limit events and addresses',
    severity: 'low',
    rationale:
      'Three plugins are off by default and close small doors: EventRateLimit keeps a single tenant from filling ' +
      'etcd with events, DenyServiceExternalIPs keeps a Service from taking over an address of others ' +
      '(CVE-2020-8554), and AlwaysPullImages keeps a pod from an image that another one has pulled with its ' +
      'credential.',
    guidance:
      'Add them to `--enable-admission-plugins`. EventRateLimit also needs its limits in the file of ' +
      '`--admission-control-config-file`. From Kubernetes 1.35 on kubelets verify credentials of images that are ' +
      'already there, so that AlwaysPullImages is not needed. ' +
      controlPlane.howToSetFlags('an API server'),
    item: 'api-server',
    refs: [
      { framework: 'cis-k8s', control: '1.2.3' },
      { framework: 'cis-k8s', control: '1.2.9' },
      { framework: 'cis-k8s', control: '1.2.11' },
      { framework: 'owasp-k8s-2025', control: 'K04' },
      { framework: 'mitre-attack', control: 'T1499' },
      { framework: 'guide', control: 'B8' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: controlPlane.FLAG_READS,
  evaluate: ({ context }, { view }) =>
    controlPlane.judgeRules(view, context, {
      rules: rulesFor(view.evidence('ServerVersion').value?.minor),
      setting: 'settings of the control plane',
      proposal: controlPlane.FLAGS_BY_FILE,
    }),
  remediation: { title: 'Enable the optional plugins', kind: 'file', disruption: 'none' },
});

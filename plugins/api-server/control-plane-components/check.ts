import { controlPlane, defineCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { RULES } from './rules.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'api-server/control-plane-components',
    title: 'Controller manager and scheduler keep to themselves',
    severity: 'medium',
    rationale:
      'The controller manager holds the key that signs tokens and the right to make pods everywhere. With one ' +
      'account for all of its controllers a fault in any of them has all their rights. Profiling shows memory and ' +
      'paths of the process, and an address that others reach is one more door.',
    guidance:
      'Start the controller manager with `--use-service-account-credentials=true`, its key and root certificate, ' +
      'and both with `--bind-address=127.0.0.1` and `--profiling=false`, the API server with `--profiling=false`. ' +
      'What scrapes their metrics from elsewhere needs a way of its own then. ' +
      controlPlane.howToSetFlags('an API server'),
    item: 'api-server',
    refs: [
      { framework: 'cis-k8s', control: '1.2.15' },
      { framework: 'cis-k8s', control: '1.2.20' },
      { framework: 'cis-k8s', control: '1.3.1' },
      { framework: 'cis-k8s', control: '1.3.2' },
      { framework: 'cis-k8s', control: '1.3.3' },
      { framework: 'cis-k8s', control: '1.3.4' },
      { framework: 'cis-k8s', control: '1.3.5' },
      { framework: 'cis-k8s', control: '1.3.6' },
      { framework: 'cis-k8s', control: '1.3.7' },
      { framework: 'cis-k8s', control: '1.4.1' },
      { framework: 'cis-k8s', control: '1.4.2' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1613' },
      { framework: 'guide', control: 'A2' },
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
  remediation: { title: 'Close what the components need not show', kind: 'file', disruption: 'none' },
});

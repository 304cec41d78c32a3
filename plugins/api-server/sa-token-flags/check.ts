import { controlPlane, defineCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { RULES } from './rules.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'api-server/sa-token-flags',
    title: 'Tokens of service accounts are looked up and short-lived',
    severity: 'medium',
    rationale:
      'The API server decides how long a token of a service account is good for. Without the lookup a token of a ' +
      'deleted account or Secret works on until it ends, and one of a Secret has no end. With the extension the ' +
      'tokens in pods, meant for an hour, are good for a year when they leave the cluster.',
    guidance:
      'Leave `--service-account-lookup` at true and name the key with `--service-account-key-file`. Set ' +
      '`--service-account-extend-token-expiration=false` once no client keeps an old token: the metric ' +
      '`serviceaccount_stale_tokens_total` counts those that do. ' +
      controlPlane.howToSetFlags('an API server'),
    item: 'api-server',
    refs: [
      { framework: 'cis-k8s', control: '1.2.21' },
      { framework: 'cis-k8s', control: '1.2.22' },
      { framework: 'cis-k8s', control: '1.2.30' },
      { framework: 'owasp-k8s-2025', control: 'K09' },
      { framework: 'mitre-attack', control: 'T1528' },
      { framework: 'guide', control: 'B2' },
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
  remediation: { title: 'Look tokens up, and end them when they say so', kind: 'file', disruption: 'none' },
});

/** Namespaces that do not say what the strictest level would refuse. */
import { defineCheck, must, podSecurity } from 'kubectl-harden/plugin-api';
import { advisory } from '../advisory-labels.ts';
import { NAMESPACE_EXAMPLE } from '../examples.ts';
import { levelPath, levelsOf, setLevel } from '../labels.ts';

const MODES = ['warn', 'audit'] as const;
const MEANS = {
  warn: 'nobody who deploys there sees what restricted would refuse',
  audit: 'the audit log does not show what restricted would refuse',
} as const;

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'pod-security/warn-audit',
    title: 'Namespaces warn and audit at restricted',
    severity: 'low',
    rationale:
      'The modes `warn` and `audit` refuse nothing: they tell the author of a manifest, and the audit log, what the level `restricted` would refuse. They show the way to the next level before it is enforced.',
    guidance:
      'Label the namespace `pod-security.kubernetes.io/warn: restricted` and `pod-security.kubernetes.io/audit: restricted`. Both look at templates too, so they speak when a Deployment is applied, not when its pods fail.',
    item: 'pod-security',
    refs: [
      { framework: 'owasp-k8s-2025', control: 'K04' },
      { framework: 'pss', control: 'restricted' },
      { framework: 'guide', control: 'B3' },
    ],
    since: '0.1.0',
  },
  examples: [NAMESPACE_EXAMPLE],
  subject: 'Namespace',
  reads: [must('Namespace')],
  place: levelsOf,
  evaluate(namespace) {
    const { name, object } = namespace;
    const policy = podSecurity.namespacePolicy(object?.metadata.labels);
    return MODES.filter((mode) => policy[mode]?.level !== 'restricted').map((mode) => ({
      message: `${name} has ${policy[mode]?.level ?? 'no level'} in ${mode}: ${MEANS[mode]}.`,
      path: levelPath(mode),
      proposal: advisory(namespace, [setLevel(mode, 'restricted')], `The mode ${mode} refuses nobody.`),
    }));
  },
  remediation: {
    title: 'Warn and audit at restricted',
    kind: 'label',
    disruption: 'none',
  },
});

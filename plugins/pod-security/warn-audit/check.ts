/** Namespaces that do not say what the strictest level would refuse. */
import { defineCheck } from 'kubectl-harden/plugin-api';
import { namespacePolicy } from '../../../src/analysis/pod-security/index.ts';
import { labelAdvisory } from '../advisory-labels.ts';
import { levelPath, setLevel } from '../labels.ts';

const MODES = ['warn', 'audit'] as const;
const MEANS = {
  warn: 'nobody who deploys there is told what restricted would refuse',
  audit: 'the audit log does not tell what restricted would refuse',
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
  subject: 'Namespace',
  place: 'namespace-level',
  reads: ['Namespace'],
  evaluate({ name, object }) {
    const policy = namespacePolicy(object?.metadata.labels);
    return MODES.filter((mode) => policy[mode]?.level !== 'restricted').map((mode) => {
      const level = policy[mode]?.level ?? 'no level';
      return { message: `${name} has ${level} in ${mode}: ${MEANS[mode]}.`, path: levelPath(mode), facts: { mode } };
    });
  },
  remediation: {
    title: 'Warn and audit at restricted',
    kind: 'label',
    disruption: 'none',
    propose({ facts }, namespace) {
      const mode = MODES.find((each) => each === facts?.mode);
      return mode && labelAdvisory(namespace, [setLevel(mode, 'restricted')], `The mode ${mode} refuses nobody.`);
    },
  },
});

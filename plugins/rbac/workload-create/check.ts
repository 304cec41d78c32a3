import { defineCheck } from 'kubectl-harden/plugin-api';
import { CAPABILITY_READS, judgeCapability } from '../capability-check.ts';
import { ruleSetOf } from '../shared.ts';
import { POLICY_READS, weightOf } from './weight.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/workload-create',
    title: 'Workloads are created by those who deploy',
    severity: 'high',
    rationale:
      'Whoever may create a pod, or anything that makes pods, runs code of its choice with any ServiceAccount ' +
      'and any Secret of the namespace; where no Pod Security level is enforced, also with the files and the ' +
      'network of the node.',
    guidance:
      'Let a pipeline with an account of its own for each namespace, or a GitOps controller, create workloads, ' +
      'and people read them. Enforce at least the level `baseline` there: then creating a pod does not give the ' +
      'node. The change takes out of each rule only what leads further; everything else that the rule allows ' +
      'stays.',
    item: 'rbac',
    refs: [
      { framework: 'cis-k8s', control: '5.1.4' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1610' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  subject: 'Role',
  reads: [...CAPABILITY_READS, ...POLICY_READS],
  place: ruleSetOf,
  evaluate(subject, { view }) {
    return judgeCapability(subject, view, {
      id: 'rbac/workload-create',
      severity: 'high',
      consequence: 'it runs code with the ServiceAccounts and Secrets there',
      weight: (_given, grants) => weightOf(grants, view),
    });
  },
  remediation: {
    title: 'Take the creation of workloads out of the role',
    kind: 'trim',
    disruption: 'access',
  },
});

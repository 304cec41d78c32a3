/** Pods that nobody makes again. */
import { defineCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/bare',
    title: 'Pods have a controller',
    severity: 'low',
    rationale:
      'A pod without a controller is gone with its node, and keeps the image and the settings of the day it was made: nothing rolls out a fix. Pods that somebody started by hand to look at something, and forgot, are such pods.',
    guidance:
      'Describe the program as a Deployment, or as a Job where it runs to its end, with the template of the pod, then delete the pod. Delete what was started by hand and is not needed.',
    item: 'hygiene',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'mitre-attack', control: 'T1610' },
      { framework: 'guide', control: 'A5' },
    ],
    since: '0.1.0',
  },
  examples: EXAMPLES,
  subject: 'Workload',
  // The kubelet itself keeps static pods.
  applies: ({ ref, access }) => ref.kind !== 'Pod' || access !== 'none',
  evaluate: ({ ref }) =>
    ref.kind === 'Pod' ? [{ message: `Pod ${ref.name} has no controller: nothing makes it again.` }] : [],
  remediation: {
    title: 'Let a controller make the pod',
    kind: 'guide',
    disruption: 'rollout',
  },
});

/** Containers that may take all memory of their node, or that reserve nothing. */
import { defineCheck, eachContainer, may, unknown } from 'kubectl-harden/plugin-api';
import { boundsOf, defaultsIn, lacks } from './bounds.ts';
import { EXAMPLES } from './examples.ts';
import { checkQuantity, type ResourceInputs, setBounds } from './give.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'workloads/resources',
    title: 'Containers reserve and limit what they use',
    severity: 'low',
    rationale:
      'A container without a memory limit takes the memory of its neighbours, by a fault or by a miner that somebody put there. One that reserves nothing is the first to be ended when the node runs short.',
    guidance:
      'Set requests for CPU and memory to what the program uses, and a memory limit above its peak. A CPU limit is a choice: it slows the program down even where the node is idle. A LimitRange gives defaults to what says nothing.',
    item: 'hygiene',
    refs: [
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'mitre-attack', control: 'T1496' },
      { framework: 'guide', control: 'A8' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: [may('LimitRange')],
  evaluate(workload, { view, inputs }) {
    const ranges = view.own('LimitRange');
    const defaults = defaultsIn(ranges.value);
    const violations = eachContainer(workload, ['resources'], (container) => {
      if (container.role === 'ephemeral') return undefined;
      const missing = lacks(boundsOf(workload, container, defaults));
      if (missing.length === 0) return undefined;
      return {
        message: `has no ${missing.join(', no ')}.`,
        value: missing,
        proposal: setBounds(workload, container, missing, inputs as ResourceInputs),
      };
    });
    const isSeen = violations.length === 0 || ranges.isRead || !view.isCluster;
    return isSeen
      ? violations
      : unknown('Which defaults the namespace gives to containers is not known: LimitRanges could not be read.');
  },
  remediation: {
    title: 'Reserve and limit what the container uses',
    kind: 'patch',
    disruption: 'rollout',
    inputs: {
      cpu: { describe: 'CPU that each container reserves, such as 100m', check: checkQuantity, perSubject: true },
      memory: {
        describe: 'Memory that each container reserves, such as 128Mi',
        check: checkQuantity,
        perSubject: true,
      },
      memoryLimit: {
        describe: 'Memory limit of each container, such as 256Mi',
        check: checkQuantity,
        perSubject: true,
      },
    },
  },
});

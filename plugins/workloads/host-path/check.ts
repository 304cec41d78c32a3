/** Folders of the node in pods: as volumes, and behind claims. */
import { defineCheck, tables, unknown } from 'kubectl-harden/plugin-api';
import { shippedWith } from '../shipped.ts';
import { CLAIM_READS, claimedFolders } from './claims.ts';
import { hostFolders } from './mounts.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/host-path',
    title: 'Pods mount no folders of their node',
    severity: 'high',
    rationale:
      'What a pod mounts of its node it shares with the node and with all pods there: keys of the kubelet and tokens of others to read, programs and settings to write. Whoever writes where the node looks for programs is root on it. A claim whose volume is such a folder does the same, and no rule about pods sees it.',
    guidance:
      'Give the pod an `emptyDir`, a claim of a storage class, or a projected volume in place of the folder. Where an agent reads logs or settings of the node, mount the one folder that it reads, with `readOnly: true`, and run it as a user other than root.',
    item: 'workloads',
    refs: [
      { framework: 'cis-k8s', control: '5.2.11' },
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'pss', control: 'hostPathVolumes' },
      { framework: 'mitre-attack', control: 'T1611' },
      { framework: 'guide', control: 'A4' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: CLAIM_READS,
  tables: [tables.platformComponents],
  evaluate(workload, { view }) {
    const component = shippedWith(workload, view.table(tables.platformComponents));
    const claimed = claimedFolders(workload, component, view);
    const violations = [...hostFolders(workload, component), ...claimed.violations];
    return violations.length === 0 && claimed.unseen !== undefined ? unknown(claimed.unseen) : violations;
  },
  remediation: {
    title: 'Take folders of the node away, or make them read-only',
    kind: 'patch',
    disruption: 'rollout',
  },
});

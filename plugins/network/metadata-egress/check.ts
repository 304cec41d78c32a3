/** Pods that may ask the cloud for the credentials of their node. */
import {
  count,
  defineCheck,
  inferred,
  may,
  must,
  nameSome,
  network,
  notApplicable,
  pass,
  platform,
  unknown,
} from 'kubectl-harden/plugin-api';
import { enforcedOr } from '../plugin-place.ts';
import { boundaryOf } from '../shared.ts';
import { METADATA, metadataOfCloud } from './clouds.ts';
import { EXAMPLES } from './examples.ts';
import { except } from './except.ts';
import { openTo } from './open.ts';

const CLUSTER_POLICIES = 'clusternetworkpolicies.policy.networking.k8s.io';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'network/metadata-egress',
    title: 'Pods cannot reach the metadata service of the cloud',
    severity: 'medium',
    rationale:
      'Every node of a cloud can ask 169.254.169.254 for the credentials of its role. A pod that reaches that address often gets them too, and with them what the node may do: pull images, read disks, join as another node.',
    guidance:
      'Let network policies leave the address out: a default deny for egress, or `except: [169.254.169.254/32]` in the blocks that are allowed. Give programs that need the cloud an identity of their own. On AWS also require tokens with a hop limit of 1, on Google Cloud use workload identity, whose server stands in between.',
    item: 'network',
    refs: [
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K08' },
      { framework: 'mitre-attack', control: 'T1552.005' },
      { framework: 'guide', control: 'A3' },
      { framework: 'guide', control: 'B5' },
    ],
    since: '0.1.0',
  },
  subject: 'Namespace',
  reads: [
    must('NetworkPolicy'),
    must('Workload'),
    may.all(CLUSTER_POLICIES, { keep: ['spec'] }),
    may.fact(metadataOfCloud),
    may.fact(platform.ofPlatform),
    may.fact(network.enforcement),
    may.fact(network.otherDenials),
  ],
  place: boundaryOf,
  question: {
    question: 'Does the cloud keep its metadata service from the pods of every node, whatever network policies say?',
    evidence: [
      'The launch template or node pool that requires tokens with a hop limit of 1, or runs the metadata server of workload identity.',
      'A request to 169.254.169.254 from a pod that was refused, with its date.',
    ],
    validDays: 180,
  },
  evaluate(subject, { view }) {
    if (!view.isCluster) return notApplicable('Manifests hold no nodes, of which the metadata service is.');
    const nodes = view.derive(metadataOfCloud);
    if (!nodes.isRead) return unknown(`Whether a cloud is there: ${nodes.coverage.reason ?? 'nodes were not read'}.`);
    const address = nodes.value ?? METADATA;
    if (nodes.isWhole && nodes.value === undefined) return notApplicable('No node is of a cloud that is known here.');
    const cluster = view.all(CLUSTER_POLICIES);
    if (!cluster.isRead && cluster.coverage.state !== 'absent')
      return unknown(`What ClusterNetworkPolicies say: ${cluster.coverage.reason ?? 'they were not read'}.`);
    const found = openTo(subject, {
      workloads: view.own('Workload').value,
      policies: view.own('NetworkPolicy').value,
      clusterPolicies: cluster.value as readonly network.ClusterPolicy[],
      address,
    });
    if (found.judged === 0) return notApplicable('Nothing runs here that policies have an effect on.');
    if (found.open.length === 0)
      return enforcedOr(pass(`Policies keep ${count(found.judged, 'workload')} from ${address}.`, 'inferred'), view);
    const { denialOf, unreadOf } = view.derive(network.otherDenials).value;
    const denial = denialOf(subject.name, 'Egress');
    if (denial !== undefined) return unknown([`Whether a policy allows ${address} is not judged.`, denial.evidence]);
    const unread = unreadOf(subject.name, 'Egress');
    if (unread !== undefined) return unknown(unread);
    const names = found.open.map(({ ref }) => `${ref.kind} ${ref.name}`);
    const isPlatform = view.derive(platform.ofPlatform).value;
    return inferred([
      {
        message: `${count(names, 'workload')} of ${subject.name} may connect to the metadata service of the cloud (${address}): ${nameSome(names)}.`,
        key: address,
        value: names,
        ...(isPlatform ? ({ severity: 'low', severityReason: 'lowered: it belongs to the platform' } as const) : {}),
        proposal: except(found.open, view.own('NetworkPolicy').value, address),
      },
    ]);
  },
  remediation: { title: 'Leave the metadata service out', kind: 'policy', disruption: 'traffic' },
});

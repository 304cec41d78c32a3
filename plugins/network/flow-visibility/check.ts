/** Something in the cluster records who talks to whom. */
import {
  defineCheck,
  fails,
  installed,
  type Outcome,
  plan,
  tables,
  toolAtWork,
  type View,
} from 'kubectl-harden/plugin-api';

type Reads = View<(typeof installed.READS)[number]>;

function judge(view: Reads): Outcome {
  const tool = toolAtWork(view, 'flows', 'Manifests do not show whether flows are recorded.');
  if (!('idle' in tool)) return tool;
  const { idle } = tool;
  const message =
    idle.length === 0
      ? 'Nothing is seen that records flows between pods.'
      : 'What is to record flows between pods is not ready.';
  const proposal = plan('Which of them fits is decided by the network plugin or the mesh: the guidance names them.');
  return fails([{ message, key: 'none', value: idle.length, evidence: idle, proposal }], idle.length > 0);
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'network/flow-visibility',
    title: 'Flows between pods can be seen',
    severity: 'low',
    rationale:
      'Who does not see flows writes policies by guess and takes them back when something breaks. And a scan of the network ' +
      'or data on its way out leaves a trace in flows alone.',
    guidance:
      'With Cilium enable Hubble with its relay, with Calico Goldmane and Whisker, with a mesh Kiali or Linkerd Viz; on other ' +
      'plugins the flow logs of the provider, NetObserv or Retina. Keep flows that were refused longer than others, and look ' +
      'at them before each default deny.',
    item: 'service-mesh',
    refs: [
      { framework: 'nsa-cisa', control: 'audit-logging-and-threat-detection' },
      { framework: 'owasp-k8s-2025', control: 'K10' },
      { framework: 'mitre-attack', control: 'T1046' },
      { framework: 'guide', control: 'B4' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: installed.READS,
  tables: [tables.clusterTools],
  question: {
    question: 'Are flows between pods recorded by something that is not seen here, such as flow logs of the provider?',
    evidence: ['A flow between two pods of this cluster of today, and one that was refused.'],
    validDays: 180,
  },
  evaluate: (_cluster, { view }) => judge(view),
  remediation: { title: 'Record flows between pods', kind: 'guide', disruption: 'none' },
});

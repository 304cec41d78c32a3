/** Logs of containers that leave every node. */
import {
  clause,
  count,
  defineCheck,
  fails,
  installed,
  may,
  type Outcome,
  objectName,
  pass,
  plan,
  refOf,
  tables,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';

const READS = [...installed.READS, may('Node')] as const;
type Reads = View<(typeof READS)[number]>;

function judge(view: Reads): Outcome {
  if (!view.isCluster) return unknown('Manifests do not show whether logs leave the nodes.');
  const rows = view.table(tables.clusterTools).filter(({ role }) => role === 'logs');
  const { found, isWhole, coverage } = installed.toolsIn(view, rows);
  const agents = found.filter(({ object }) => object.kind === 'DaemonSet');
  const nodes = view.own('Node');
  if (!nodes.isWhole) return unknown(`Nodes: ${clause(nodes.coverage.reason ?? 'they were not read')}.`);
  const wanted = nodes.value.length;
  const everywhere = agents.filter(({ ready }) => ready >= wanted && wanted > 0);
  if (everywhere.length > 0) return pass([...everywhere.map(installed.evidenceOf), ...stores(view)]);
  if (!isWhole) return unknown(`Workloads: ${clause(coverage.reason ?? 'they were not read')}.`);
  const best = agents.toSorted((left, right) => right.ready - left.ready)[0];
  return best === undefined ? fails([none()], false) : fails([partly(best, wanted)], true);
}

/** Where they may go, when that is in the cluster: nothing proves that they arrive there. */
function stores(view: Reads) {
  const rows = view.table(tables.clusterTools).filter(({ role }) => role === 'log-store');
  return installed.toolsIn(view, rows).found.filter(installed.isWorking).map(installed.evidenceOf);
}

function none(): Violation {
  return {
    message: 'No agent is seen that takes logs off the nodes: no DaemonSet is a known one.',
    key: 'none',
    proposal: plan('Where logs are kept, and for how long, is for you to say.'),
  };
}

function partly({ tool, object, ready }: installed.Installed, wanted: number): Violation {
  const ref = refOf(object);
  return {
    message: `${tool.name} (${objectName(ref)}) is ready on ${ready} of ${count(wanted, 'node')}.`,
    at: ref,
    path: ['status', 'numberReady'],
    value: wanted - ready,
    proposal: plan('Let it tolerate every taint, and look at its log on the nodes where it is not ready.'),
  };
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'monitoring/logs',
    title: 'Logs leave every node',
    severity: 'medium',
    rationale:
      'Logs of containers are files on the node. They go with the pod, and whoever has the node deletes them first. What ' +
      'happened is known only where they have been sent elsewhere meanwhile.',
    guidance:
      'Run a collector as a DaemonSet on every node, control plane nodes included: Fluent Bit, Vector, Alloy, Filebeat or ' +
      'the agent of your product. Send to a store outside of the cluster, or in another one (Elasticsearch, OpenSearch, Loki, ' +
      'the log service of the cloud), that the cluster may append to and not delete from. Send the audit log as well.',
    item: 'monitoring',
    refs: [
      { framework: 'nsa-cisa', control: 'audit-logging-and-threat-detection' },
      { framework: 'owasp-k8s-2025', control: 'K10' },
      { framework: 'mitre-attack', control: 'T1070' },
      { framework: 'guide', control: 'A8' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: READS,
  tables: [tables.clusterTools],
  question: {
    question:
      'Do the logs of all containers leave the nodes by something that is not seen here, such as an agent of the provider?',
    evidence: [
      'A line that a pod of this cluster wrote today, found in the store.',
      'How long logs are kept, and who may delete them.',
    ],
    validDays: 90,
  },
  evaluate: (_cluster, { view }) => judge(view),
  remediation: { title: 'Collect logs on every node', kind: 'guide', disruption: 'none' },
});

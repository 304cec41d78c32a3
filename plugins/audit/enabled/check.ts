import { defineCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { judgeAudit, READS } from './ladder.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'audit/enabled',
    title: 'The API server records an audit log',
    severity: 'high',
    rationale:
      'The audit log is the only record of who asked the API server for what. Without it an intrusion cannot be ' +
      'reconstructed, a stolen credential cannot be told from its owner, and nobody can show which rights are really ' +
      'used before they are taken away.',
    guidance:
      'On the control plane nodes, write an audit policy, for example `/etc/kubernetes/audit/policy.yaml`, that records ' +
      'Secrets, ConfigMaps and token requests at level `Metadata` (never above: bodies hold the secrets), `exec`, ' +
      '`attach` and `portforward` at `Request`, changes of RBAC and of webhook configurations at `RequestResponse`, and ' +
      'everything else at `Metadata`. Mount it read-only, and a log folder read-write, into the API server, and start ' +
      'it with `--audit-policy-file`, `--audit-log-path`, `--audit-log-maxage=30`, `--audit-log-maxbackup=10` and ' +
      '`--audit-log-maxsize=100`. With kubeadm both belong in `apiServer.extraArgs` and `apiServer.extraVolumes` of its ' +
      'ClusterConfiguration, so that upgrades keep them. Do one control plane node at a time: a policy that does not ' +
      'parse keeps the API server from starting. Send the log off the node. Where a provider runs the control plane, ' +
      'switch its audit log on there.',
    item: 'audit-logging',
    refs: [
      { framework: 'cis-k8s', control: '3.2.1' },
      { framework: 'cis-k8s', control: '1.2.16' },
      { framework: 'nsa-cisa', control: 'audit-logging-and-threat-detection' },
      { framework: 'owasp-k8s-2025', control: 'K10' },
      { framework: 'mitre-attack', control: 'T1562' },
      { framework: 'guide', control: 'A8' },
      { framework: 'guide', control: 'B1' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  examples: EXAMPLES,
  subject: 'Cluster',
  reads: READS,
  evaluate: ({ context }, { view }) => judgeAudit(view, context),
  remediation: {
    title: 'Start the API server with an audit policy and a log',
    kind: 'file',
    disruption: 'none',
  },
});

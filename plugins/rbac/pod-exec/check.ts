import { defineCheck } from 'kubectl-harden/plugin-api';
import { CAPABILITY_READS, judgeCapability } from '../capability-check.ts';
import { CONNECT_READS } from '../connect.ts';
import { ruleSetOf } from '../shared.ts';
import { weightOf } from './weight.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/pod-exec',
    title: 'Running containers are entered by those who must',
    severity: 'high',
    rationale:
      'A shell in a container, a debug container beside it or a connection to its ports acts with the rights, ' +
      'the Secrets and the network of that workload, and leaves no trace in its image or manifest.',
    guidance:
      'Give `pods/exec`, `pods/attach`, `pods/portforward`, `pods/ephemeralcontainers` and `pods/proxy` to a ' +
      'group that people join for the time of an incident, in the namespaces concerned. Since Kubernetes 1.35 ' +
      'these connections ask for the verb `create`; before that a `get` opens them as well. The change takes ' +
      'out of each rule only what leads further; everything else that the rule allows stays.',
    item: 'rbac',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1609' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  subject: 'Role',
  reads: [...CAPABILITY_READS, ...CONNECT_READS],
  place: ruleSetOf,
  evaluate(subject, { view }) {
    return judgeCapability(subject, view, {
      id: 'rbac/pod-exec',
      severity: 'high',
      consequence: 'it acts inside of running workloads',
      weight: (given) => weightOf(given, view),
    });
  },
  remediation: {
    title: 'Take the way into running containers out of the role',
    kind: 'trim',
    disruption: 'access',
  },
});

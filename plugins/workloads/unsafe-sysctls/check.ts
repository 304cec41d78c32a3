/** Kernel settings of pods that are not known to stay in the pod. */
import { defineCheck, podTemplate, unknown, type Workload } from 'kubectl-harden/plugin-api';
import { brokenRules, DOUBT, RULE_READS } from '../rules.ts';

type Sysctl = NonNullable<NonNullable<Workload['pod']['securityContext']>['sysctls']>[number];

function drop(workload: Workload, { name, value }: Sysctl) {
  const path = [...workload.podPath, 'securityContext', 'sysctls'];
  return podTemplate.patchTemplate(workload, {
    readiness: 'review',
    reason: `What the program needs ${name} for is not visible here.`,
    edits: [{ op: 'exclude', path, value: { name, value } }],
    caveats: ['Set it for the node where the program cannot do without: on nodes that run nothing else.'],
  });
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/unsafe-sysctls',
    title: 'Pods set safe kernel settings only',
    severity: 'medium',
    rationale:
      'Kernel settings outside of the safe set may change the node for every pod on it, and turn off what protects them. A kubelet refuses such pods unless it was told to allow the setting, so they also do not start on every node.',
    guidance:
      'Remove the setting, or set it for the nodes of that program by their configuration. What is safe grows with the version of Kubernetes: of `net.ipv4`, `ip_unprivileged_port_start`, `tcp_keepalive_time`, `tcp_rmem` and others are, as of 1.37 also `tcp_slow_start_after_idle` and `tcp_notsent_lowat`.',
    item: 'workloads',
    refs: [
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'pss', control: 'sysctls' },
      { framework: 'guide', control: 'A4' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: RULE_READS,
  applies: podTemplate.runsOnLinux,
  evaluate(workload, { view }) {
    const { violations, isInDoubt } = brokenRules(workload, ['sysctls'], view);
    const messages = violations.map(({ message }) => message);
    const sysctls = (workload.pod.securityContext?.sysctls ?? []).filter(({ name }) =>
      messages.some((message) => message.includes(JSON.stringify(name))),
    );
    if (sysctls.length === 0 && isInDoubt) return unknown(DOUBT);
    return sysctls.map((sysctl) => ({
      message: `The pod sets ${sysctl.name} to ${JSON.stringify(sysctl.value ?? '')}, which is not known to stay in the pod.`,
      path: [...workload.podPath, 'securityContext', 'sysctls'],
      key: sysctl.name,
      value: sysctl.name,
      proposal: drop(workload, sysctl),
    }));
  },
  remediation: {
    title: 'Remove the kernel setting',
    kind: 'patch',
    disruption: 'rollout',
  },
});

/** Workloads whose next pod their namespace would refuse. */
import { defineCheck, type View, type Workload } from 'kubectl-harden/plugin-api';
import {
  evaluatePod,
  namespacePolicy,
  type Policy,
  type RuleViolation,
  versionOn,
} from '../../../src/analysis/pod-security/index.ts';
import { fixRule } from '../../../src/analysis/pod-template/index.ts';
import { podOf } from '../reach.ts';

/** `null`: nothing is enforced. `undefined`: the namespace is not known. */
function enforcedOn({ ref }: Workload, view: View<'Namespace'>): Policy | null | undefined {
  const namespace = view.get('Namespace', ref.namespace ?? '');
  return namespace && namespacePolicy(namespace.metadata.labels).enforce;
}

function refusalsOf(workload: Workload, policy: Policy, view: View<'ServerVersion'>): readonly RuleViolation[] {
  const server = view.evidence('ServerVersion').value?.minor;
  return evaluatePod(podOf(workload), { ...policy, version: versionOn(server, policy.version) });
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'pod-security/violating-workloads',
    title: 'Workloads meet the level that is enforced',
    severity: 'high',
    rationale:
      'A level is enforced when a pod is created, never on pods that run. A workload below the level of its namespace runs on until it is moved or restarted, and then does not come back.',
    guidance:
      'Change the template so that it meets the level, before a node is drained or the workload is scaled. Where it cannot, move the workload into a namespace with a level of its own rather than lowering the level for all.',
    item: 'pod-security',
    refs: [
      { framework: 'cis-k8s', control: '5.2.1' },
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'pss', control: 'restricted' },
      { framework: 'guide', control: 'B3' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  place: 'pod-template',
  reads: ['Namespace'],
  mayRead: ['ServerVersion'],
  evaluate(workload, { view }) {
    const policy = enforcedOn(workload, view);
    if (policy === undefined) {
      const text = `Namespace ${workload.ref.namespace ?? ''} is not there to be read: what it enforces is not known.`;
      return { status: 'unknown', evidence: [{ text }], confidence: 'direct' };
    }
    if (policy === null || policy.level === 'privileged')
      return { status: 'not-applicable', evidence: [{ text: 'No level is enforced.' }], confidence: 'direct' };
    return refusalsOf(workload, policy, view).map(({ rule, message, path, container }) => ({
      message: `${policy.level}:${policy.version} refuses it: ${message}.`,
      key: `${rule} ${message}`,
      ...(path === undefined ? {} : { path: [...workload.podPath, ...path] }),
      ...(container === undefined ? {} : { part: container }),
    }));
  },
  remediation: {
    title: 'Change the template so that it meets the level',
    kind: 'patch',
    disruption: 'rollout',
    propose({ key }, workload, { view }) {
      const policy = enforcedOn(workload, view);
      if (!policy) return undefined;
      const found = refusalsOf(workload, policy, view).find(({ rule, message }) => `${rule} ${message}` === key);
      return found && fixRule(workload, found);
    },
  },
});

/** Workloads whose next pod their namespace would refuse. */
import {
  defineCheck,
  fails,
  may,
  must,
  notApplicable,
  podSecurity,
  podTemplate,
  unknown,
  type View,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { POD_EXAMPLE } from '../examples.ts';
import { podOf, unreviewed } from '../reach.ts';
import { ATTEMPT_READS } from './attempts.ts';
import { refusedByAdmission, refusedNow, withEvidence } from './refused.ts';

const READS = [must('Namespace'), may('ServerVersion'), ...ATTEMPT_READS] as const;
type Reads = View<(typeof READS)[number]>;

/** `null`: nothing is enforced. `undefined`: the namespace is not known. */
function enforcedOn({ ref }: Workload, view: Reads): podSecurity.Policy | null | undefined {
  const namespace = view.get('Namespace', ref.namespace ?? '').value;
  return namespace && podSecurity.namespacePolicy(namespace.metadata.labels).enforce;
}

function refusalsOf(workload: Workload, policy: podSecurity.Policy, view: Reads): readonly podSecurity.RuleViolation[] {
  const server = view.evidence('ServerVersion').value?.minor;
  return podSecurity.evaluatePod(podOf(workload), {
    ...policy,
    version: podSecurity.versionOn(server, policy.version),
  });
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
  examples: [POD_EXAMPLE],
  subject: 'Workload',
  reads: READS,
  evaluate(workload, { view }) {
    const policy = enforcedOn(workload, view);
    const { evidence: refused, unseen } = refusedNow(workload, view);
    const isEnforced = policy !== undefined && policy !== null && policy.level !== 'privileged';
    if (refused !== undefined && !isEnforced) return [refusedByAdmission(workload, refused)];
    if (policy === undefined)
      return unknown(
        `Namespace ${workload.ref.namespace ?? ''} is not there to be read: what it enforces is not known.`,
      );
    if (!isEnforced) return unseen === undefined ? notApplicable('No level is enforced.') : unknown(unseen);
    if (view.isCluster && view.evidence('ServerVersion').value === undefined)
      return unknown("Which rules are in force is not known: the API server's version could not be read.");
    const sentence = unreviewed(view, policy.version);
    const violations = refusalsOf(workload, policy, view).map((refusal) => {
      const { rule, message, path, container } = refusal;
      return {
        message: `${policy.level}:${policy.version} refuses it: ${message}.`,
        key: `${rule} ${message}`,
        ...(path === undefined ? {} : { path: [...workload.podPath, ...path] }),
        ...(container === undefined ? {} : { part: container }),
        ...withEvidence([...(sentence === undefined ? [] : [{ text: `${sentence}.` }]), ...(refused ?? [])]),
        proposal: podTemplate.fixRule(workload, refusal),
      };
    });
    if (violations.length === 0 && refused !== undefined) return [refusedByAdmission(workload, refused)];
    if (violations.length === 0 && sentence !== undefined)
      return unknown(`${sentence}: whether ${policy.level}:${policy.version} refuses it only the server can say.`);
    if (violations.length === 0 && unseen !== undefined) return unknown(unseen);
    return fails(violations, sentence === undefined);
  },
  remediation: {
    title: 'Change the template so that it meets the level',
    kind: 'patch',
    disruption: 'rollout',
  },
});

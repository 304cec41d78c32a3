/** Namespaces in which any pod is admitted. */
import {
  count,
  defineCheck,
  type Evidence,
  fails,
  may,
  must,
  type NamespaceSubject,
  type Proposal,
  plan,
  platform,
  podSecurity,
  type View,
} from 'kubectl-harden/plugin-api';
import { ADMISSION_READS, type AdmissionFile, admissionFile, mayHoldPolicies } from '../admission-file.ts';
import { DEFAULTS_UNSEEN, defaultDoubts, doubtsOf, isPrivilegedByChoice, POLICIES_UNSEEN, raised } from '../doubts.ts';
import { NAMESPACE_EXAMPLE } from '../examples.ts';
import { GATE_READS, gatesBefore, platformGate, unseenGates } from '../gates.ts';
import { enforced, labelled, levelPath, levelsOf } from '../labels.ts';
import {
  meets,
  nextLevel,
  pinCaveats,
  pinnedVersion,
  possible,
  REACH_READS,
  type Reach,
  reachOf,
  refusedBy,
  rulesVersion,
  unreadable,
} from '../reach.ts';

const READS = [
  must('Namespace'),
  ...REACH_READS,
  may('Discovery'),
  ...ADMISSION_READS,
  ...GATE_READS,
  may.fact(platform.ofPlatform),
] as const;
type Reads = View<(typeof READS)[number]>;

function admits({ name }: NamespaceSubject, defaults: AdmissionFile | undefined, view: Reads): string {
  if (defaults === undefined) return `${name} enforces privileged by choice: any pod is admitted.`;
  if (defaults.state !== 'set') return `${name} admits any pod: no level is enforced.`;
  const what = mayHoldPolicies(view) ? 'sets a level or names policies that refuse it' : 'sets a level';
  return `${name} enforces no level of its own: any pod is admitted, unless ${defaults.file} on the control plane ${what}.`;
}

/** What may refuse pods although no label does, seen or not. */
function doubtful(namespace: NamespaceSubject, defaults: AdmissionFile | undefined, view: Reads): readonly Evidence[] {
  const gate = platformGate(view);
  return [
    ...(defaults?.state === 'unknown' ? [{ text: DEFAULTS_UNSEEN }] : []),
    ...(defaults?.state === 'unknown' && mayHoldPolicies(view) ? [{ text: POLICIES_UNSEEN }] : []),
    ...(gate === undefined ? [] : [{ text: `${gate}.` }]),
    ...gatesBefore(namespace, view),
    ...unseenGates(view),
  ];
}

function weighed(view: Reads) {
  const gate = platformGate(view);
  if (view.derive(platform.ofPlatform).value)
    return { severity: 'medium', severityReason: 'lowered: only the platform itself is meant to run there' } as const;
  return gate === undefined ? {} : ({ severity: 'medium', severityReason: `lowered: ${gate}` } as const);
}

function enforce(namespace: NamespaceSubject, reach: Reach | undefined, view: Reads): Proposal {
  const version = rulesVersion(view);
  if (reach === undefined) return plan(unreadable(view, namespace.name));
  if (reach.level === 'privileged') {
    const refused = refusedBy(reach, { level: 'baseline', version });
    const reason = `baseline would refuse ${refused.length} of ${count(reach.workloads, 'workload')}.`;
    return plan(reason, { caveats: refused.map(({ text }) => text) });
  }
  const doubts = [...defaultDoubts(namespace, view, reach), ...doubtsOf(namespace, view)];
  const { caveats, ...readiness } = raised(doubts, meets(reach, reach.level));
  const refusal = `New pods in ${namespace.name} that do not meet ${reach.level} are refused from then on.`;
  return {
    ...readiness,
    changes: labelled(namespace, enforced(reach.level, pinnedVersion(view))),
    caveats: [...caveats, ...pinCaveats(view), refusal],
    evidence: nextLevel(reach, version),
  };
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'pod-security/enforce-missing',
    title: 'Namespaces enforce a Pod Security level',
    severity: 'high',
    rationale:
      'Without an enforced level anyone who may create a pod in the namespace may create a privileged one, and with it take over the node. The level `baseline` refuses every known way to do so.',
    guidance:
      'Label the namespace `pod-security.kubernetes.io/enforce` with the strictest level that all of its workloads meet, pinned to the version of the server. Begin with `warn` and `audit`, which refuse nothing. A level acts when a pod is created: running pods stay.',
    item: 'pod-security',
    refs: [
      { framework: 'cis-k8s', control: '5.2.1' },
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K04' },
      { framework: 'pss', control: 'baseline' },
      { framework: 'guide', control: 'A4' },
      { framework: 'guide', control: 'B3' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  examples: [NAMESPACE_EXAMPLE],
  subject: 'Namespace',
  reads: READS,
  place: levelsOf,
  evaluate(namespace, { view }) {
    const { object } = namespace;
    const level = podSecurity.namespacePolicy(object?.metadata.labels).enforce?.level ?? 'privileged';
    if (level !== 'privileged') return [];
    const reach = reachOf(view, rulesVersion(view));
    const could = reach && possible(reach, view);
    const defaults = isPrivilegedByChoice(namespace) ? undefined : admissionFile(view);
    const evidence = doubtful(namespace, defaults, view);
    const isSeen = evidence.length === 0 && defaults?.state !== 'set';
    const violation = {
      message: `${admits(namespace, defaults, view)}${could === undefined ? '' : ` It ${could}.`}`,
      path: levelPath('enforce'),
      ...(evidence.length === 0 ? {} : { evidence }),
      ...weighed(view),
      explains: ['pod-security/warn-audit', 'pod-security/labels-valid'],
      proposal: enforce(namespace, reach, view),
    };
    return fails([violation], isSeen);
  },
  remediation: {
    title: 'Enforce the strictest level that every workload meets',
    kind: 'label',
    disruption: 'none',
  },
});

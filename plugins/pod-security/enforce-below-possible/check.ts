/** Namespaces that enforce less than their workloads meet. */
import {
  defineCheck,
  may,
  must,
  type NamespaceSubject,
  notApplicable,
  type Proposal,
  podSecurity,
  type View,
} from 'kubectl-harden/plugin-api';
import { DOUBT_READS, doubtsOf, raised } from '../doubts.ts';
import { NAMESPACE_EXAMPLE } from '../examples.ts';
import { enforced, labelled, levelPath, levelsOf } from '../labels.ts';
import { meets, pinCaveats, pinnedVersion, possible, type Reach, reachOf, rulesVersion } from '../reach.ts';

const READS = [must('Namespace'), must('Workload'), may('IdleWorkload'), ...DOUBT_READS] as const;

/** Whoever pinned the level chose it for the rules of that version. */
function raise(namespace: NamespaceSubject, reach: Reach, view: View<(typeof READS)[number]>): Proposal {
  const { enforce } = podSecurity.namespacePolicy(namespace.object?.metadata.labels);
  const isChosen = enforce !== null && enforce.version !== podSecurity.LATEST_VERSION;
  const chosen = isChosen ? [`${enforce.level} is pinned to ${enforce.version}: raising it is a new choice.`] : [];
  const { caveats, ...readiness } = raised([...chosen, ...doubtsOf(namespace, view)], meets(reach, reach.level));
  const refusal = `New pods in ${namespace.name} that do not meet ${reach.level} are refused from then on.`;
  return {
    ...readiness,
    changes: labelled(namespace, enforced(reach.level, pinnedVersion(view))),
    caveats: [...caveats, ...pinCaveats(view), refusal],
  };
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'pod-security/enforce-below-possible',
    title: 'Namespaces enforce the level their workloads meet',
    severity: 'medium',
    rationale:
      'A level that all workloads exceed protects against less than it could for free: whoever may create pods there may still create one that needs more than any of today does.',
    guidance:
      'Raise `pod-security.kubernetes.io/enforce` to the level that all workloads meet, and pin its version. Tell the people who deploy there: pods that were admitted before are refused from then on.',
    item: 'pod-security',
    refs: [
      { framework: 'cis-k8s', control: '5.2.1' },
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K04' },
      { framework: 'pss', control: 'restricted' },
      { framework: 'guide', control: 'A4' },
      { framework: 'guide', control: 'B3' },
    ],
    since: '0.1.0',
  },
  examples: [NAMESPACE_EXAMPLE],
  subject: 'Namespace',
  reads: READS,
  place: levelsOf,
  evaluate(namespace, { view }) {
    const { enforce } = podSecurity.namespacePolicy(namespace.object?.metadata.labels);
    if (enforce === null || enforce.level === 'privileged') return notApplicable('No level is enforced.');
    const reach = reachOf(view, rulesVersion(view));
    if (reach === undefined || podSecurity.compareLevels(reach.level, enforce.level) <= 0) return [];
    const could = possible(reach, view) ?? `could enforce ${reach.level}`;
    return [
      {
        message: `${namespace.name} enforces ${enforce.level} and ${could}.`,
        path: levelPath('enforce'),
        proposal: raise(namespace, reach, view),
      },
    ];
  },
  remediation: {
    title: 'Raise the enforced level to what every workload meets',
    kind: 'label',
    disruption: 'none',
  },
});

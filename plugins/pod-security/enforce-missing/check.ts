/** Namespaces in which any pod is admitted. */
import { defineCheck, type NamespaceSubject, type Violation } from 'kubectl-harden/plugin-api';
import { namespacePolicy } from '../../../src/analysis/pod-security/index.ts';
import { type AdmissionFile, admissionFile } from '../admission-file.ts';
import { DEFAULTS_UNSEEN, defaultDoubts, doubtsOf, isPrivilegedByChoice, raised } from '../doubts.ts';
import { enforced, labelled, levelPath } from '../labels.ts';
import {
  counted,
  meets,
  nextLevel,
  pinnedVersion,
  possible,
  reachOf,
  refusedBy,
  rulesVersion,
  unreadable,
} from '../reach.ts';

function admits({ name }: NamespaceSubject, defaults: AdmissionFile | undefined): string {
  if (defaults === undefined) return `${name} enforces privileged by choice: any pod is admitted.`;
  if (defaults.state !== 'set') return `${name} admits any pod: no level is enforced.`;
  return `${name} enforces no level of its own: any pod is admitted, unless ${defaults.file} on the control plane sets a level.`;
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
  subject: 'Namespace',
  place: 'namespace-level',
  reads: ['Namespace'],
  mayRead: ['Workload', 'IdleWorkload', 'Pod', 'ServerVersion', 'Discovery', 'ServerFlags'],
  lookups: [{ kind: 'Pod', namespace: 'kube-system' }],
  evaluate(namespace, { view }) {
    const { name, object, platform } = namespace;
    const level = namespacePolicy(object?.metadata.labels).enforce?.level ?? 'privileged';
    if (level !== 'privileged') return [];
    const reach = reachOf(view, name, rulesVersion(view));
    const could = reach && possible(reach, view);
    const defaults = isPrivilegedByChoice(namespace) ? undefined : admissionFile(view);
    const violation: Violation = {
      message: `${admits(namespace, defaults)}${could === undefined ? '' : ` It ${could}.`}`,
      path: levelPath('enforce'),
      ...(defaults?.state === 'unknown' ? { evidence: [{ text: DEFAULTS_UNSEEN }] } : {}),
      ...(platform
        ? { severity: 'medium', severityReason: 'lowered: only the platform itself is meant to run there' }
        : {}),
    };
    const isSeen = defaults === undefined || defaults.state === 'none';
    return { status: 'fail', violations: [violation], confidence: isSeen ? 'direct' : 'inferred' };
  },
  remediation: {
    title: 'Enforce the strictest level that every workload meets',
    kind: 'label',
    disruption: 'none',
    propose(_violation, namespace, { view }) {
      const version = rulesVersion(view);
      const reach = reachOf(view, namespace.name, version);
      if (reach === undefined) return { readiness: 'plan', reason: unreadable(view, namespace.name), changes: [] };
      if (reach.level === 'privileged') {
        const refused = refusedBy(reach, { level: 'baseline', version });
        const reason = `baseline would refuse ${refused.length} of ${counted(reach.workloads.length)}.`;
        return { readiness: 'plan', reason, changes: [], caveats: refused.map(({ text }) => text) };
      }
      const doubts = [...defaultDoubts(namespace, view, reach), ...doubtsOf(namespace, view)];
      const { caveats, ...readiness } = raised(doubts, meets(reach, reach.level));
      return {
        ...readiness,
        changes: labelled(namespace, enforced(reach.level, pinnedVersion(view))),
        caveats: [
          ...caveats,
          `New pods in ${namespace.name} that do not meet ${reach.level} are refused from then on.`,
        ],
        evidence: nextLevel(reach, version),
      };
    },
  },
});

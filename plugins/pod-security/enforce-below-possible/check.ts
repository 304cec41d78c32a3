/** Namespaces that enforce less than their workloads meet. */
import { defineCheck } from 'kubectl-harden/plugin-api';
import { compareLevels, LATEST_VERSION, namespacePolicy } from '../../../src/analysis/pod-security/index.ts';
import { doubtsOf, raised } from '../doubts.ts';
import { enforced, labelled, levelPath } from '../labels.ts';
import { meets, pinnedVersion, possible, reachOf, rulesVersion } from '../reach.ts';

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
  subject: 'Namespace',
  place: 'namespace-level',
  reads: ['Namespace', 'Workload'],
  mayRead: ['IdleWorkload', 'ServerVersion', 'Discovery'],
  evaluate({ name, object }, { view }) {
    const { enforce } = namespacePolicy(object?.metadata.labels);
    if (enforce === null || enforce.level === 'privileged')
      return { status: 'not-applicable', evidence: [{ text: 'No level is enforced.' }], confidence: 'direct' };
    const reach = reachOf(view, name, rulesVersion(view));
    if (reach === undefined) return [];
    if (compareLevels(reach.level, enforce.level) <= 0) return [];
    return [
      {
        message: `${name} enforces ${enforce.level} and ${possible(reach, view) ?? `could enforce ${reach.level}`}.`,
        path: levelPath('enforce'),
      },
    ];
  },
  remediation: {
    title: 'Raise the enforced level to what every workload meets',
    kind: 'label',
    disruption: 'none',
    propose(_violation, namespace, { view }) {
      const reach = reachOf(view, namespace.name, rulesVersion(view));
      if (reach === undefined) return undefined;
      const { enforce } = namespacePolicy(namespace.object?.metadata.labels);
      // Whoever pinned the level chose it for the rules of that version.
      const isChosen = enforce !== null && enforce.version !== LATEST_VERSION;
      const chosen = isChosen ? [`${enforce.level} is pinned to ${enforce.version}: raising it is a new choice.`] : [];
      const { caveats, ...readiness } = raised([...chosen, ...doubtsOf(namespace, view)], meets(reach, reach.level));
      return {
        ...readiness,
        changes: labelled(namespace, enforced(reach.level, pinnedVersion(view))),
        caveats: [
          ...caveats,
          `New pods in ${namespace.name} that do not meet ${reach.level} are refused from then on.`,
        ],
      };
    },
  },
});

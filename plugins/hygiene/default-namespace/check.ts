/** Workloads in the namespace that is there for whoever names none. */
import { count, defineCheck, must, nameSome, objectName, unknown } from 'kubectl-harden/plugin-api';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'hygiene/default-namespace',
    title: 'The namespace default runs nothing',
    severity: 'low',
    rationale:
      'Whatever names no namespace lands in `default`, and shares its service accounts, Secrets and policies with everything else that did. Levels, quotas and network policies of one program cannot be set there without the others.',
    guidance:
      'Give each program a namespace of its own, with a level, network policies and a quota, and create it there again. Name the namespace in manifests, so that nothing depends on the context of whoever applies them.',
    item: 'hygiene',
    refs: [
      { framework: 'cis-k8s', control: '5.6.4' },
      { framework: 'cis-k8s', control: '5.6.1' },
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'guide', control: 'A1' },
    ],
    since: '0.1.0',
  },
  subject: 'Namespace',
  reads: [must('Workload')],
  applies: ({ name }) => name === 'default',
  evaluate(_namespace, { view }) {
    if (!view.isCluster) return unknown('Manifests that name no namespace go where they are applied.');
    const names = view
      .own('Workload')
      .value.map(({ ref }) => objectName(ref))
      .sort();
    if (names.length === 0) return [];
    const verb = names.length === 1 ? 'runs' : 'run';
    return [
      {
        message: `${count(names, 'workload')} ${verb} in default: ${nameSome(names)}.`,
        key: 'workloads',
        value: names,
      },
    ];
  },
  remediation: {
    title: 'Move workloads into namespaces of their own',
    kind: 'guide',
    disruption: 'rollout',
  },
});

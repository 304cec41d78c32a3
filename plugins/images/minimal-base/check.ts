/** Images that carry a whole distribution: by the reports of a scanner in the cluster or on this machine. */
import { defineCheck, eachContainer, unknown } from 'kubectl-harden/plugin-api';
import { KNOWN_READS, knownOf } from '../known.ts';

/** With shell, package manager and tools. Distroless images call themselves debian, with nothing of it beside: not told apart. */
const WHOLE: readonly string[] = [
  'alma',
  'amazon',
  'centos',
  'fedora',
  'opensuse-leap',
  'opensuse.leap',
  'oracle',
  'photon',
  'redhat',
  'rocky',
  'ubuntu',
];
const MINIMAL: readonly string[] = ['', 'none', 'wolfi', 'chainguard', 'alpine', 'minimos', 'bottlerocket'];

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'images/minimal-base',
    title: 'Images hold little beside their program',
    severity: 'info',
    rationale:
      'A shell, a package manager and a compiler in an image are tools of whoever breaks in, and each package is one more that has faults and must be updated.',
    guidance:
      'Build in one stage and copy the program into a minimal base: distroless for compiled programs and common runtimes, Wolfi or Alpine where a few packages are needed. Look into running pods with `kubectl debug`, which brings its own tools.',
    item: 'images',
    refs: [
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'guide', control: 'B6' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: KNOWN_READS,
  evaluate(workload, { view }) {
    const known = knownOf(workload, view);
    if (!('reports' in known)) return known;
    const { reports } = known;
    const undecided: string[] = [];
    const found = eachContainer(workload, ['image'], ({ name, role }) => {
      if (role === 'ephemeral') return undefined;
      const os = reports.get(name)?.os;
      const family = os?.family?.toLowerCase() ?? '';
      if (WHOLE.includes(family))
        return { message: `carries ${[os?.family, os?.name].join(' ').trim()} beside its program.` };
      if (!reports.has(name) || !MINIMAL.includes(family)) undecided.push(name);
      return undefined;
    });
    if (found.length > 0 || undecided.length === 0) return found;
    return unknown(`What the image of ${undecided.join(', ')} is built on is not known: no report tells it.`);
  },
  remediation: {
    title: 'Build on a minimal base',
    kind: 'guide',
    disruption: 'rollout',
  },
});

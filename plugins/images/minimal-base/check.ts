/** Images that carry a whole distribution: by the reports of a scanner in the cluster or on this machine. */
import { defineCheck, eachContainer, listed, unknown } from 'kubectl-harden/plugin-api';
import { KNOWN_READS, knownOf } from '../known.ts';

/**
 * With shell, package manager and tools. Names of families as Trivy gives them, old ones among them. Distroless images call
 * themselves debian, azurelinux or cbl-mariner, with nothing of it beside: not told apart.
 */
const WHOLE: readonly string[] = [
  'alma',
  'amazon',
  'amazon linux',
  'centos',
  'centos-stream',
  'fedora',
  'opensuse',
  'opensuse-leap',
  'opensuse.leap',
  'opensuse-tumbleweed',
  'opensuse.tumbleweed',
  'oracle',
  'photon',
  'redhat',
  'rocky',
  'sles',
  'slem',
  'suse linux enterprise micro',
  'suse linux enterprise server',
  'ubuntu',
];
const MINIMAL: readonly string[] = ['wolfi', 'chainguard', 'alpine', 'minimos', 'bottlerocket'];

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
    const unnamed: string[] = [];
    const found = eachContainer(workload, ['image'], ({ name, role }) => {
      if (role === 'ephemeral') return undefined;
      const os = reports.get(name)?.os;
      const family = os?.family?.toLowerCase() ?? '';
      if (WHOLE.includes(family))
        return { message: `carries ${[os?.family, os?.name].join(' ').trim()} beside its program.` };
      if (!reports.has(name)) undecided.push(name);
      else if (!MINIMAL.includes(family)) unnamed.push(name);
      return undefined;
    });
    if (found.length > 0) return found;
    const doubts = [
      ...(undecided.length === 0 ? [] : [`Image of ${listed(undecided)}: no report tells what it is built on.`]),
      ...(unnamed.length === 0
        ? []
        : [`Image of ${listed(unnamed)}: whether what it is built on is minimal cannot be told from its report.`]),
    ];
    return doubts.length === 0 ? found : unknown(doubts);
  },
  remediation: {
    title: 'Build on a minimal base',
    kind: 'guide',
    disruption: 'rollout',
  },
});

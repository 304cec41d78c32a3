import { defineTable } from '../plugin-api/index.ts';

export interface KubernetesRelease {
  /** `1.36` */
  readonly minor: string;
  /** Last day with patches of the project; providers may go on longer. `2027-06-28` */
  readonly endOfLife: string;
  /** The newest patch that is known: `1.36.4`. */
  readonly patch: string;
}

/**
 * confirmed: compared with the page of its makers, their release notes or the record of the CVE. unconfirmed: told by
 * others; what rests on it is inferred.
 */
export type Known = 'confirmed' | 'unconfirmed';

const KNOWN = {
  describe:
    'confirmed: compared with what its makers say; unconfirmed: told by others, and what rests on it is inferred.',
  choices: ['confirmed', 'unconfirmed'],
  default: 'confirmed',
} as const;

const DAY = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? undefined : 'A day is written 2027-06-28.');

export const kubernetesReleases = defineTable<KubernetesRelease>({
  id: 'kubernetes-releases',
  describe: 'Minor releases of Kubernetes, until when they get patches, and the newest patch that is known.',
  asOf: '2026-11-29',
  source: 'Release pages of kubernetes.io, and the versions of module k8s.io/client-go',
  columns: {
    minor: { describe: 'The minor release, such as 1.36.' },
    endOfLife: { describe: 'The last day on which the project patches it.', check: DAY },
    patch: { describe: 'The newest patch that is known.' },
  },
  rows: [
    { minor: '1.37', endOfLife: '2027-10-28', patch: '1.37.2' },
    { minor: '1.36', endOfLife: '2027-06-28', patch: '1.36.6' },
    { minor: '1.35', endOfLife: '2027-02-28', patch: '1.35.10' },
    { minor: '1.34', endOfLife: '2026-10-27', patch: '1.34.13' },
    { minor: '1.33', endOfLife: '2026-06-28', patch: '1.33.13' },
    { minor: '1.32', endOfLife: '2026-02-28', patch: '1.32.13' },
    { minor: '1.31', endOfLife: '2025-10-28', patch: '1.31.14' },
    { minor: '1.30', endOfLife: '2025-07-15', patch: '1.30.14' },
  ],
});

export interface NodeSoftware {
  /** What the kubelet reports: the name of the operating system, or the runtime with its version; `*` as usual. */
  readonly pattern: string;
  readonly of: 'os' | 'runtime';
  readonly endOfLife: string;
  readonly known: Known;
}

function os(pattern: string, endOfLife: string, known: Known = 'confirmed'): NodeSoftware {
  return { pattern, of: 'os', endOfLife, known };
}
function runtime(pattern: string, endOfLife: string): NodeSoftware {
  return { pattern, of: 'runtime', endOfLife, known: 'confirmed' };
}

export const nodeSoftware = defineTable<NodeSoftware>({
  id: 'node-software',
  describe: 'Operating systems and container runtimes of nodes, and until when they get patches.',
  asOf: '2026-11-29',
  source:
    'RELEASES.md of containerd; lifecycle pages of each vendor, as endoflife.date quotes them; of a month its last day; ' +
    'paid extensions are left out',
  columns: {
    pattern: { describe: 'As the kubelet reports it; * stands for any characters.' },
    of: { describe: 'What it is.', choices: ['os', 'runtime'] },
    endOfLife: { describe: 'The last day with patches.', check: DAY },
    known: KNOWN,
  },
  rows: [
    os('Ubuntu 16.04*', '2021-04-30'),
    os('Ubuntu 18.04*', '2023-05-31'),
    os('Ubuntu 20.04*', '2025-05-31'),
    os('Ubuntu 22.04*', '2027-04-30'),
    os('Ubuntu 24.04*', '2029-04-30'),
    os('Ubuntu 24.10*', '2025-07-10'),
    os('Ubuntu 25.04*', '2026-01-17'),
    os('Ubuntu 25.10*', '2026-07-01'),
    os('Ubuntu 26.04*', '2031-04-30'),
    os('Debian GNU/Linux 10*', '2024-06-30'),
    os('Debian GNU/Linux 11*', '2026-08-31'),
    os('Debian GNU/Linux 12*', '2028-06-30'),
    os('Debian GNU/Linux 13*', '2030-06-30', 'unconfirmed'),
    os('CentOS Linux 7*', '2024-06-30'),
    os('CentOS Linux 8*', '2021-12-31'),
    os('CentOS Stream 8*', '2024-05-31', 'unconfirmed'),
    // CoreOS carries the version of OpenShift, such as 417.94: it is no release 7.
    os('Red Hat Enterprise Linux Server 7.*', '2024-06-30'),
    os('Red Hat Enterprise Linux 8.*', '2029-05-31'),
    os('Red Hat Enterprise Linux 9.*', '2032-05-31'),
    os('Rocky Linux 8.*', '2029-05-31'),
    os('Rocky Linux 9.*', '2032-05-31'),
    os('Amazon Linux 2', '2026-06-30'),
    os('Amazon Linux 2023*', '2029-06-30', 'unconfirmed'),
    os('CBL-Mariner/Linux*', '2025-07-31'),
    os('Microsoft Azure Linux 3.0*', '2027-08-31'),
    os('Windows Server 2016*', '2027-01-12'),
    os('Windows Server 2019*', '2029-01-09'),
    os('Windows Server 2022*', '2031-10-14'),
    os('Windows Server 2025*', '2034-10-10'),
    runtime('containerd://1.5.*', '2023-02-28'),
    runtime('containerd://1.6.*', '2025-08-23'),
    runtime('containerd://1.7.*', '2026-09-30'),
    runtime('containerd://2.0.*', '2025-11-07'),
    runtime('containerd://2.1.*', '2026-05-05'),
    runtime('containerd://2.2.*', '2026-11-06'),
    runtime('containerd://2.3.*', '2028-04-27'),
  ],
});

export interface AddOnFloor {
  readonly name: string;
  /** Ends of its image repositories in whole segments. */
  readonly images: readonly string[];
  /** The oldest version without the fault; of an older minor release that was mended as well, its own floor. */
  readonly floors: readonly string[];
  /** Goes on after "older than 1.18.1:". */
  readonly why: string;
  readonly known: Known;
}

export const addOnFloors = defineTable<AddOnFloor>({
  id: 'add-on-floors',
  describe: 'The oldest versions of add-ons of clusters that have no known severe fault.',
  asOf: '2026-11-29',
  source: 'Records of the CVE list, security advisories and release notes of each project',
  columns: {
    name: { describe: 'The project.' },
    images: { type: 'list', describe: 'Ends of its image repositories, in whole path segments.' },
    floors: { type: 'list', describe: 'The oldest good version, of each minor release that was mended.' },
    why: { describe: 'What is wrong with older ones.' },
    known: KNOWN,
  },
  rows: [
    {
      name: 'Kyverno',
      images: ['kyverno/kyverno'],
      floors: ['1.18.1'],
      why: 'they have two known vulnerabilities, and ClusterPolicies go away with 1.20',
      known: 'unconfirmed',
    },
    {
      name: 'ingress-nginx',
      images: ['ingress-nginx/controller'],
      floors: ['1.11.5', '1.12.1'],
      why: 'whoever reaches its admission webhook runs code in the controller (CVE-2025-1974)',
      known: 'confirmed',
    },
    {
      name: 'CoreDNS',
      images: ['coredns/coredns', 'library/coredns', 'eks/coredns', 'coredns'],
      floors: ['1.14.7'],
      why: 'where DNS over HTTPS, QUIC or gRPC is on, strangers may change records or exhaust its memory (CVE-2026-86003, CVE-2026-82399)',
      known: 'confirmed',
    },
    {
      name: 'Argo CD',
      images: ['argoproj/argocd'],
      floors: ['3.3.15', '3.4.10', '3.5.4'],
      why: 'whoever writes to a source runs commands in its repository server (CVE-2026-113708, CVE-2026-113709)',
      known: 'confirmed',
    },
  ],
});

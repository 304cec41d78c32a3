/** Whether the release of the API server still gets patches, and has them. */
import {
  controlPlane,
  defineCheck,
  fails,
  may,
  must,
  type Outcome,
  pass,
  plan,
  tables,
  unknown,
  type Version,
  type Violation,
  versionOf,
} from 'kubectl-harden/plugin-api';

/** So many patches behind are not a delay any more. */
const MOST_BEHIND = 2;
/** One upgrade takes about a quarter of a year from the first test to the last cluster. */
const SOON_DAYS = 60;
const DAY_MS = 86_400_000;

interface Asked {
  readonly version: Version;
  readonly text: string;
  readonly today: string;
  readonly releases: readonly tables.KubernetesRelease[];
  /** Who runs the control plane may patch longer than the project. */
  readonly provider?: string | undefined;
}

function judge({ version, text, today, releases, provider }: Asked): Outcome {
  const minor = `${version[0]}.${version[1]}`;
  const release = releases.find((each) => each.minor === minor);
  const oldest = Math.min(...releases.map((each) => Number(each.minor.split('.')[1])));
  if (release === undefined && version[1] >= oldest)
    return unknown(`Kubernetes ${minor} is newer than what is known here (${tables.kubernetesReleases.asOf}).`);
  const isSeen = provider === undefined;
  const ended = release?.endOfLife;
  if (ended === undefined || today > ended) return fails([over(text, minor, ended, provider)], isSeen);
  const left = Math.round((Date.parse(ended) - Date.parse(today)) / DAY_MS);
  const newest = versionOf(release?.patch ?? '');
  const behind = newest === undefined ? 0 : newest[2] - version[2];
  const found = [
    ...(left <= SOON_DAYS ? [soon(minor, ended, left)] : []),
    ...(behind > MOST_BEHIND ? [late(text, release?.patch ?? '', behind)] : []),
  ];
  if (found.length > 0) return fails(found, isSeen);
  return pass(`${text} gets patches of the project until ${ended}.`, isSeen ? 'direct' : 'inferred');
}

function over(text: string, minor: string, ended: string | undefined, provider: string | undefined): Violation {
  const since = ended === undefined ? '' : ` since ${ended}`;
  const longer = provider === undefined ? '' : ` ${provider} may go on patching it, mostly for a fee.`;
  return {
    message: `The API server runs ${text}: the project has no patches for ${minor}${since}.${longer}`,
    key: 'end of life',
    value: minor,
    ...(provider === undefined
      ? {}
      : { severity: 'medium' as const, severityReason: `lowered: ${provider} may support it longer than the project` }),
    proposal: plan('Upgrade one minor release at a time, the control plane first, then the nodes.'),
  };
}

function soon(minor: string, ended: string, left: number): Violation {
  return {
    message: `Kubernetes ${minor} gets patches until ${ended}, for ${left} more days.`,
    key: 'ends soon',
    value: minor,
    severity: 'low',
    severityReason: 'lowered: it is still patched',
    proposal: plan('Plan the upgrade to the next minor release now.'),
  };
}

function late(text: string, newest: string, behind: number): Violation {
  return {
    message: `The API server runs ${text}, ${behind} patches behind ${newest}.`,
    key: 'patches',
    value: text,
    severity: 'medium',
    severityReason: 'lowered: the release is supported',
    proposal: plan(`Upgrade to ${newest} or later: patches of one minor release change no API.`),
  };
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'updates/control-plane-eol',
    title: 'The API server runs a supported, patched release',
    severity: 'high',
    rationale:
      'A release gets patches for about fourteen months. What is found afterwards stays open, and whoever reads the ' +
      'announcements for newer releases learns what to try on older ones.',
    guidance:
      'Upgrade one minor release at a time: read the notes for removed APIs (`updates/deprecated-apis`), take a snapshot of ' +
      'etcd, upgrade the control plane, then the nodes, then the add-ons. Keep within two patches of the newest. Where a ' +
      'provider runs the control plane, choose a release channel and a maintenance window.',
    item: 'updates',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1190' },
      { framework: 'guide', control: 'A5' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: [must('ServerVersion'), must('Today'), may('Node')],
  tables: [tables.kubernetesReleases],
  evaluate(_cluster, { view }) {
    const { value: server } = view.evidence('ServerVersion');
    const { value: today } = view.evidence('Today');
    const version = versionOf(server?.gitVersion ?? '');
    if (version === undefined || today === undefined || server === undefined)
      return unknown('The version of the API server cannot be told.');
    const provider = controlPlane.providerOf(server, view.own('Node').value)?.name;
    return judge({
      version,
      text: server.gitVersion,
      today,
      releases: view.table(tables.kubernetesReleases),
      provider,
    });
  },
  remediation: { title: 'Upgrade Kubernetes', kind: 'guide', disruption: 'rollout' },
});

/** Add-ons of the cluster with faults that newer versions have not. */
import {
  clause,
  compareVersions,
  defineCheck,
  fails,
  installed,
  pass,
  plan,
  refOf,
  tables,
  unknown,
  type Version,
  type Violation,
  versionOf,
} from 'kubectl-harden/plugin-api';

/** Each minor release that was mended has a floor of its own; between them the next one counts. */
function floorFor(version: Version, { floors }: tables.AddOnFloor): Version | undefined {
  const known = floors
    .map(versionOf)
    .filter((floor) => floor !== undefined)
    .toSorted(compareVersions);
  const own = known.find(([major, minor]) => major === version[0] && minor === version[1]);
  return own ?? known.find((floor) => compareVersions(version, floor) < 0);
}

function judge(each: installed.Installed, row: tables.AddOnFloor): readonly Violation[] {
  const version = versionOf(each.tag);
  const floor = version === undefined ? undefined : floorFor(version, row);
  if (version === undefined || floor === undefined || compareVersions(version, floor) >= 0) return [];
  const good = floor.join('.');
  return [
    {
      message: `${row.name} runs ${each.tag}, older than ${good}: ${row.why}.`,
      at: refOf(each.object),
      path: ['spec', 'template', 'spec', 'containers'],
      key: row.name,
      value: each.tag,
      ...(row.known === 'confirmed' ? {} : { confidence: 'inferred' as const }),
      proposal: plan(`Upgrade it to ${good} or later by what installed it: its chart, its operator or the provider.`),
    },
  ];
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'updates/add-ons',
    title: 'Add-ons run versions without known severe faults',
    severity: 'medium',
    rationale:
      'DNS, ingress, policies and deployments of a cluster are programs with rights over it. Their faults are published with ' +
      'the fix, and found by others on the same day.',
    guidance:
      'Upgrade the add-on by what installed it. Subscribe somebody to its security announcements. Pin its version, so that it ' +
      'is known what runs, and try the upgrade on another cluster first.',
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
  reads: installed.READS,
  tables: [tables.addOnFloors],
  evaluate(_cluster, { view }) {
    const rows = view.table(tables.addOnFloors);
    const tools = installed.toolsIn(
      view,
      rows.map(({ name, images }) => ({ name, images, role: 'upgrades' as const })),
    );
    const found = tools.found.flatMap((each) =>
      rows.filter(({ name }) => name === each.tool.name).flatMap((row) => judge(each, row)),
    );
    if (found.length > 0) return fails(found, true);
    const { state, isPartial, reason = 'they were not read' } = tools.coverage;
    // Manifests are never all of a cluster; those that were read are judged.
    const isRead = view.isCluster ? tools.isWhole : state === 'full' && isPartial !== true;
    if (!isRead) return unknown(`Workloads: ${clause(reason)}.`);
    if (!view.isCluster) return pass('No add-on with a known severe fault is among the manifests.', 'inferred');
    const seen = tools.found.map(({ tool, tag }) => ({
      text: `${tool.name} runs ${tag || 'a version that its image does not name'}.`,
    }));
    return pass(seen.length > 0 ? seen : 'None of the add-ons that are known here is seen.', 'inferred');
  },
  remediation: { title: 'Upgrade the add-on', kind: 'guide', disruption: 'rollout' },
});

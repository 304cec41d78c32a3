/** The digest that runs, written behind the tag. */
import {
  type Container,
  defineFact,
  type KindMap,
  may,
  type Proposal,
  plan,
  podTemplate,
  type View,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { type Build, shortDigest } from '../reference.ts';

const doubtsAboutNodes = defineFact({
  name: 'whether every node can start what one of them runs',
  scope: 'cluster',
  reads: [may('Node')],
  derive(view) {
    const { value, isWhole } = view.own('Node');
    return isWhole
      ? doubtsAbout(value)
      : ['Which architectures the nodes have is not known: the digest may be that of one of them.'];
  },
});

export const NODE_READS = [may.fact(doubtsAboutNodes)] as const;
type Reads = View<(typeof NODE_READS)[number]>;
type Node = KindMap['Node'];

export function pinDigest(
  workload: Workload,
  container: Container,
  builds: readonly Build[],
  view: Reads,
): Proposal | undefined {
  if (container.role === 'ephemeral') return undefined;
  const { image = '' } = container.spec;
  const digests = [...new Set(builds.flatMap(({ digest }) => digest ?? []))];
  const [digest] = digests;
  if (digest === undefined) return plan(`Which build of ${image} runs is not known: no pod tells its digest.`);
  if (digests.length > 1)
    return plan(`Pods run ${digests.length} builds of ${image}: which one is meant is not known.`);
  const doubts = [...doubtsAboutPods(workload, builds), ...view.derive(doubtsAboutNodes).value];
  const known = builds.filter((build) => build.digest !== undefined).length;
  const who =
    builds.length === 1
      ? 'Its pod runs'
      : known === builds.length
        ? `All ${known} pods run`
        : `${known} of ${builds.length} pods run`;
  const seen = `${who} ${shortDigest(digest)}.`;
  return podTemplate.patchTemplate(workload, {
    // What takes new builds under the tag, by a restart or by itself, takes none from then on.
    readiness: 'review',
    reason: doubts.length === 0 ? `${seen} Whether something relies on new builds is not known.` : doubts.join(' '),
    edits: [{ op: 'set', path: [...container.path, 'image'], value: `${image}@${digest}` }],
    caveats: ['New builds under the tag are not taken any more: what updates images has to change the digest.'],
    evidence: [{ text: seen, source: `status of the pods of ${workload.ref.kind} ${workload.ref.name}` }],
  });
}

function doubtsAboutPods({ object, pods }: Workload, builds: readonly Build[]): readonly string[] {
  const silent = builds.filter(({ digest }) => digest === undefined);
  if (silent.length > 0) return [`${silent.length} of ${builds.length} pods tell no digest.`];
  if (builds.length < pods.length)
    return [`${pods.length - builds.length} of ${pods.length} pods run another template.`];
  const { replicas } = (object as { readonly spec?: { readonly replicas?: number } }).spec ?? {};
  if (replicas !== undefined && replicas > builds.length)
    return [`${builds.length} of ${replicas} replicas were seen.`];
  return [];
}

/** Where nodes differ, or their runtime tells the digest of one platform, it may be none that all of them can start. */
function doubtsAbout(nodes: readonly Node[]): readonly string[] {
  const architectures = [...new Set(nodes.map(({ status }) => status?.nodeInfo?.architecture ?? ''))];
  if (architectures.length > 1)
    return [`Nodes differ (${architectures.sort().join(', ')}): the digest may be that of one of them.`];
  const other = nodes.find((node) => !tellsIndex(node));
  if (other === undefined) return [];
  const runtime = other.status?.nodeInfo?.containerRuntimeVersion ?? 'a runtime that is not known';
  return [`Node ${other.metadata.name} runs ${runtime}, which may tell the digest of its platform alone.`];
}

function tellsIndex({ status }: Node): boolean {
  return status?.nodeInfo?.containerRuntimeVersion?.startsWith('containerd://') === true;
}

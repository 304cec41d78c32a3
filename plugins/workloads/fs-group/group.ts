/** The group that the programs of a pod run in, where it is known. */
import { type Evidence, type Proposal, plan, podTemplate, type Workload } from 'kubectl-harden/plugin-api';

export interface KnownGroup {
  readonly gid: number;
  readonly evidence: Evidence;
}

/** `undefined`: it is not known, or not the same for all. */
export function groupOf(workload: Workload): KnownGroup | undefined {
  const known = workload.containers
    .filter(({ role }) => role !== 'ephemeral')
    .map((container): KnownGroup | undefined => {
      const gid = container.spec.securityContext?.runAsGroup ?? workload.pod.securityContext?.runAsGroup;
      if (typeof gid === 'number') {
        const text = `The template runs ${container.name} in group ${gid}.`;
        return { gid, evidence: { text, source: workload.ref } };
      }
      const user = podTemplate.userOf(workload, container);
      if (!user.known || user.groups?.gid === undefined) return undefined;
      return { gid: user.groups.gid, evidence: user.evidence };
    });
  const [first] = known;
  const isSame = first !== undefined && first.gid !== 0 && known.every((each) => each?.gid === first.gid);
  return isSame ? first : undefined;
}

/** Never ready: whose files were whose before is not written down anywhere. */
export function giveGroup(
  workload: Workload,
  volumes: readonly string[],
  group: KnownGroup | undefined,
): Proposal | undefined {
  if (group === undefined) return plan('The group that its programs run in is not known.');
  const context = [...workload.podPath, 'securityContext'];
  return podTemplate.patchTemplate(workload, {
    readiness: 'review',
    reason: group.evidence.text,
    edits: [
      { op: 'set', path: [...context, 'fsGroup'], value: group.gid },
      { op: 'set', path: [...context, 'fsGroupChangePolicy'], value: 'OnRootMismatch' },
    ],
    caveats: [
      `The files of ${volumes.join(', ')} get group ${group.gid} at the next start, and keep it when this is undone.`,
      'A large volume is gone through once, which may take minutes.',
    ],
    evidence: [group.evidence],
  });
}

/** Which user a container runs as: from the template, else from what the kubelet reports of its running pods. */
import type { Container, Evidence, KindMap, Workload } from '../../plugin-api/index.ts';
import { isUserAssignedTo } from './assigned-user.ts';
import { type GroupReport, type Groups, groupReport, groupsOf } from './groups.ts';

export type UserEvidence =
  | {
      readonly known: true;
      readonly uid: number;
      readonly from: 'template' | 'pods';
      readonly evidence: Evidence;
      /** As reported by the pods. */
      readonly groups?: Groups;
    }
  | {
      readonly known: false;
      readonly reason: string;
      /** Those that pods reported, in order; absent: none did. */
      readonly uids?: readonly number[];
    };

export function userOf(workload: Workload, container: Container): UserEvidence {
  const own = container.spec.securityContext?.runAsUser;
  const uid = own ?? workload.pod.securityContext?.runAsUser;
  if (typeof uid === 'number') {
    const path = [...(own === uid ? container.path : workload.podPath), 'securityContext', 'runAsUser'];
    const evidence = { text: `The template runs ${container.name} as uid ${uid}.`, source: workload.ref, path };
    return { known: true, uid, from: 'template', evidence };
  }
  return reportedUser(workload, container);
}

interface Report {
  readonly pod: string;
  /** Absent where the node does not report users. */
  readonly uid?: number;
  readonly groups?: GroupReport;
}

/** Only pods of the template's image say anything about it, and only when all that run agree. */
function reportedUser(workload: Workload, container: Container): UserEvidence {
  const { pods, ref } = workload;
  const { name } = container;
  const reports = pods.flatMap((pod) => reportOf(pod, container));
  const uids = [...new Set(reports.flatMap(({ uid }) => uid ?? []))].sort((left, right) => left - right);
  const silent = reports.filter(({ uid }) => uid === undefined);
  const [uid] = uids;
  if (uid === undefined)
    return { known: false, reason: `The user of container ${name} is not known: no running pod reports it.` };
  if (uids.length > 1)
    return { known: false, reason: `Pods of ${ref.name} run ${name} as different users: ${uids.join(', ')}.`, uids };
  if (silent.length > 0)
    return {
      known: false,
      reason: `The user of container ${name} is not known: ${silent.length} of ${reports.length} running pods report none.`,
      uids,
    };
  const groups = groupsOf(
    workload,
    container,
    reports.flatMap((report) => report.groups ?? []),
  );
  const as = `uid ${uid}${groups.gid === undefined || groups.gid === uid ? '' : ` and gid ${groups.gid}`}`;
  const text =
    reports.length === 1 ? `Its pod runs ${name} as ${as}.` : `All ${reports.length} pods run ${name} as ${as}.`;
  const source = `status of ${reports.length === 1 ? `pod ${reports[0]?.pod}` : `the pods of ${ref.kind} ${ref.name}`}`;
  return { known: true, uid, from: 'pods', evidence: { text, source, value: uid }, groups };
}

function reportOf(pod: KindMap['Pod'], { name, spec: { image } }: Container): readonly Report[] {
  const specs = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
  const spec = specs.find((container) => container.name === name);
  if (spec === undefined || spec.image !== image) return [];
  // A user that an older template named says nothing about this one, which names none.
  const named = spec.securityContext?.runAsUser ?? pod.spec?.securityContext?.runAsUser;
  if (named !== undefined && !isUserAssignedTo(pod)) return [];
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  const status = [...initContainerStatuses, ...containerStatuses].find((found) => found.name === name);
  if (status === undefined) return [];
  const user = status.user?.linux;
  if (typeof user?.uid !== 'number') return [{ pod: pod.metadata.name }];
  return [{ pod: pod.metadata.name, uid: user.uid, groups: groupReport(pod, spec, user) }];
}

/** Which groups a container runs in: an image's own are lost as soon as the template names the user. */
import type { Container, KindMap, Workload } from '../../plugin-api/index.ts';

type Pod = KindMap['Pod'];
type ReportedUser = NonNullable<
  NonNullable<NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number]['user']>['linux']
>;

/** What one pod reports. */
export interface GroupReport {
  /** Absent where the pod itself named its group. */
  readonly gid?: number;
  /** Beyond the first group and what the pod asked for. */
  readonly others: readonly number[];
}

export interface Groups {
  /** The group that has to be named with the user; absent where the template names one. */
  readonly gid?: number;
  /** Why naming the user may change the groups. */
  readonly doubt?: string;
}

export function groupReport({ spec }: Pod, container: Container['spec'], user: ReportedUser): GroupReport {
  const { fsGroup, supplementalGroups = [], runAsGroup } = spec?.securityContext ?? {};
  const isNamed = (container.securityContext?.runAsGroup ?? runAsGroup) !== undefined;
  const explained = [user.gid, fsGroup, ...supplementalGroups];
  return {
    ...(isNamed || typeof user.gid !== 'number' ? {} : { gid: user.gid }),
    others: (user.supplementalGroups ?? []).filter((group) => !explained.includes(group)),
  };
}

export function groupsOf({ pod, ref }: Workload, { name, spec }: Container, reports: readonly GroupReport[]): Groups {
  const isNamed = (spec.securityContext?.runAsGroup ?? pod.securityContext?.runAsGroup) !== undefined;
  const gids = isNamed ? [] : sorted(reports.flatMap(({ gid }) => gid ?? []));
  const others = sorted(reports.flatMap((report) => report.others));
  const [gid] = gids;
  if (gids.length > 1) return { doubt: `Pods of ${ref.name} run ${name} in different groups: ${gids.join(', ')}.` };
  if (!isNamed && gid === undefined) return { doubt: `The group that ${name} runs in is not known.` };
  const doubt = `${name} also runs in the groups ${others.join(', ')} of its image, which it may lose.`;
  return { ...(gid === undefined ? {} : { gid }), ...(others.length === 0 ? {} : { doubt }) };
}

function sorted(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((left, right) => left - right);
}

/** On which system pods of a template run. */
import type { Workload } from '../../plugin-api/index.ts';

const OS = 'kubernetes.io/os';

/** Linux, unless it says that it is for Windows: by its system, or by the nodes that it asks for. */
export function runsOnLinux({ pod }: Pick<Workload, 'pod'>): boolean {
  const os = pod.os?.name ?? pod.nodeSelector?.[OS];
  return os === undefined ? !asksForWindows(pod) : os !== 'windows';
}

/** One of the terms of an affinity has to hold: the pod runs on Windows only where all of them ask for it. */
function asksForWindows({ affinity }: Workload['pod']): boolean {
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const isWindows = (values: readonly string[] | undefined) => values?.length === 1 && values[0] === 'windows';
  return (
    terms.length > 0 &&
    terms.every(({ matchExpressions }) =>
      matchExpressions?.some(({ key, operator, values }) => key === OS && operator === 'In' && isWindows(values)),
    )
  );
}

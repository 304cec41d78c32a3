/** What the checks of this area share. */
import type { Container, Workload } from 'kubectl-harden/plugin-api';

const OS = 'kubernetes.io/os';

/** The fields that these checks ask for cannot be set on Windows. */
export function runsOnLinux({ pod }: Workload): boolean {
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

/** `Container api`, `Init container migrate`. */
export function nameOf({ name, role }: Container): string {
  switch (role) {
    case 'app':
      return `Container ${name}`;
    case 'init':
      return `Init container ${name}`;
    case 'ephemeral':
      return `Ephemeral container ${name}`;
  }
}

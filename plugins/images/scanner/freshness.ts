/** When reports were made. */
import type { CustomObject } from 'kubectl-harden/plugin-api';

interface Dated {
  readonly report?: { readonly updateTimestamp?: unknown };
  readonly status?: { readonly lastUpdate?: unknown };
}

/** As `2026-11-28`; of those that tell no time the day on which they were written. `undefined`: there are none. */
export function newestDay(reports: readonly CustomObject[]): string | undefined {
  const times = reports.flatMap((each) => {
    const { report, status } = each as Dated;
    const time = report?.updateTimestamp ?? status?.lastUpdate ?? each.metadata.creationTimestamp;
    return typeof time === 'string' && !Number.isNaN(Date.parse(time)) ? [new Date(time).toISOString()] : [];
  });
  return times.sort().at(-1)?.slice(0, 10);
}

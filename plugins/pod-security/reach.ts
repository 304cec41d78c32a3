/** What the workloads of a namespace meet, and which of them a level would refuse. */

import type { Evidence, FieldPath, View, Workload } from 'kubectl-harden/plugin-api';
import { isRead, isWholeCluster } from '../../src/analysis/coverage.ts';
import {
  compareLevels,
  LATEST_VERSION,
  LEVELS,
  levelOf,
  type Policy,
  strictestFor,
  versionOn,
} from '../../src/analysis/pod-security/index.ts';

type Level = Policy['level'];

/** Levels are pinned to the server's version, so that an upgrade brings no new refusals; of no server, to none. */
export function pinnedVersion(view: View<'ServerVersion'>): string | undefined {
  const minor = view.evidence('ServerVersion').value?.minor;
  return minor === undefined ? undefined : versionOn(minor);
}

/** The version whose rules workloads are held to: the server's own; of no server, the newest known here. */
export function rulesVersion(view: View<'ServerVersion'>): string {
  return pinnedVersion(view) ?? LATEST_VERSION;
}

export interface Reach {
  /** The strictest level that every workload meets; of none, the level that is asked of every namespace. */
  readonly level: Level;
  /** Those without a pod now among them. */
  readonly workloads: readonly Workload[];
}

/** `undefined` where a workload may exist that cannot be read: then nothing is known of the rest either. */
export function reachOf(
  view: View<'Workload' | 'IdleWorkload'>,
  namespace: string,
  version: string,
): Reach | undefined {
  if (!isRead(view.coverage('Workload', namespace))) return undefined;
  const workloads = [...view.list('Workload', namespace), ...view.list('IdleWorkload', namespace)];
  return { level: strictestFor(workloads.map((workload) => levelOf(podOf(workload), version).level)), workloads };
}

export function unreadable(view: View<'Workload'>, namespace: string): string {
  const { reason } = view.coverage('Workload', namespace);
  return `Not every workload of ${namespace} can be read: ${reason ?? 'why is not known'}.`;
}

export function podOf({ pod, podAnnotations }: Workload) {
  return { spec: pod, annotations: podAnnotations };
}

/** One sentence for each workload that the policy would refuse. */
export function refusedBy({ workloads }: Reach, { level, version }: Policy): readonly Evidence[] {
  return workloads.flatMap((workload) => {
    const { violations } = levelOf(podOf(workload), version);
    const against = violations.filter((violation) => compareLevels(violation.level, level) <= 0);
    const [first] = against;
    if (first === undefined) return [];
    // A restricted rule and its baseline twin speak of the same field.
    const fields = new Set(against.map(({ path, message }) => (path === undefined ? message : formatted(path)))).size;
    const more = fields > 1 ? ` and ${fields - 1} more` : '';
    const { kind, name } = workload.ref;
    return [{ text: `${level} would refuse ${kind} ${name}: ${first.message}${more}.`, source: workload.ref }];
  });
}

function formatted(path: FieldPath): string {
  return path.map((element) => (typeof element === 'string' ? element : element.is)).join('/');
}

/** `1 workload`, `2 workloads`. */
export function counted(count: number): string {
  return `${count} workload${count === 1 ? '' : 's'}`;
}

/** What the namespace could enforce, as far as is seen; `undefined`: nothing that holds a pod back. */
export function possible({ level, workloads }: Reach, view: View<'ServerVersion'>): string | undefined {
  if (level === 'privileged') return undefined;
  if (!isWholeCluster(view) && workloads.length === 0) return undefined;
  const extent = isWholeCluster(view) ? 'now' : 'by what is seen here';
  return `could enforce ${level} ${extent}: ${counted(workloads.length)}, 0 would be refused`;
}

/** Why nobody is refused, with the number that was looked at. */
export function meets({ workloads }: Reach, level: Level): string {
  switch (workloads.length) {
    case 0:
      return `It has no workloads: ${level} refuses what is known to take over nodes, and nobody today.`;
    case 1:
      return `Its one workload meets ${level}.`;
    default:
      return `All ${counted(workloads.length)} meet ${level}.`;
  }
}

/** What the next stricter level would refuse: what is left to do before it. */
export function nextLevel(reach: Reach, version: string): readonly Evidence[] {
  const next = LEVELS[LEVELS.indexOf(reach.level) + 1];
  return next === undefined ? [] : refusedBy(reach, { level: next, version });
}

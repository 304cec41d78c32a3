/** What the workloads of a namespace meet, and which of them a level would refuse. */

import {
  count,
  type Evidence,
  type FieldPath,
  may,
  podSecurity,
  type View,
  type Workload,
} from 'kubectl-harden/plugin-api';

export const REACH_READS = [may('Workload'), may('IdleWorkload'), may('ServerVersion')] as const;
type Reads = View<(typeof REACH_READS)[number]>;
type Versioned = View<(typeof REACH_READS)[2]>;
type Policy = podSecurity.Policy;
type Level = Policy['level'];

/**
 * Levels are pinned to the server's version, so that an upgrade brings no new refusals; of no server, to none. On a server
 * newer than the rules known here they are pinned to the newest that are: there too it is known who is refused.
 */
export function pinnedVersion(view: Versioned): string | undefined {
  const minor = view.evidence('ServerVersion').value?.minor;
  return minor === undefined ? undefined : podSecurity.versionOn(Math.min(minor, podSecurity.REVIEWED_MINOR));
}

/** Said wherever the server's own version would have been pinned, or decides. */
export function unreviewed(view: Versioned, version?: string): string | undefined {
  const minor = view.evidence('ServerVersion').value?.minor;
  if (minor === undefined || podSecurity.isReviewed(minor, version)) return undefined;
  return `The API server is 1.${minor}, whose rules are known here up to 1.${podSecurity.REVIEWED_MINOR}`;
}

export function pinCaveats(view: Versioned): readonly string[] {
  const sentence = unreviewed(view);
  return sentence === undefined ? [] : [`${sentence}: the level is pinned to ${pinnedVersion(view)}.`];
}

/** The version whose rules workloads are held to: the one that is pinned; of no server, the newest known here. */
export function rulesVersion(view: Versioned): string {
  return pinnedVersion(view) ?? podSecurity.LATEST_VERSION;
}

export interface Reach {
  /** The strictest level that every workload meets; of none, the level that is asked of every namespace. */
  readonly level: Level;
  /** Those without a pod now among them. */
  readonly workloads: readonly Workload[];
}

/** `undefined` where a workload may exist that cannot be read: then nothing is known of the rest either. */
export function reachOf(view: Reads, version: string): Reach | undefined {
  const running = view.own('Workload');
  if (!running.isRead) return undefined;
  const workloads = [...running.value, ...view.own('IdleWorkload').value];
  const levels = workloads.map((workload) => podSecurity.levelOf(podOf(workload), version).level);
  return { level: podSecurity.strictestFor(levels), workloads };
}

export function unreadable(view: Reads, namespace: string): string {
  const { reason } = view.own('Workload').coverage;
  return `Not every workload of ${namespace} can be read: ${reason ?? 'why is not known'}.`;
}

export function podOf({ pod, podAnnotations }: Workload) {
  return { spec: pod, annotations: podAnnotations };
}

/** One sentence for each workload that the policy would refuse. */
export function refusedBy({ workloads }: Reach, { level, version }: Policy): readonly Evidence[] {
  return workloads.flatMap((workload) => {
    const { violations } = podSecurity.levelOf(podOf(workload), version);
    const against = violations.filter((violation) => podSecurity.compareLevels(violation.level, level) <= 0);
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

/** What the namespace could enforce, as far as is seen; `undefined`: nothing that holds a pod back. */
export function possible({ level, workloads }: Reach, view: Versioned): string | undefined {
  if (level === 'privileged') return undefined;
  if (!view.isCluster && workloads.length === 0) return undefined;
  const extent = view.isCluster ? 'now' : 'by what is seen here';
  const refused =
    workloads.length === 0
      ? `it has no workloads, so that ${level} refuses nobody`
      : `${count(workloads, 'workload')}, 0 would be refused`;
  return `could enforce ${level} ${extent}: ${refused}`;
}

/** Why nobody is refused, with the number that was looked at. */
export function meets({ workloads }: Reach, level: Level): string {
  switch (workloads.length) {
    case 0:
      return `It has no workloads: ${level} refuses what is known to take over nodes, and nobody today.`;
    case 1:
      return `Its one workload meets ${level}.`;
    default:
      return `All ${count(workloads, 'workload')} meet ${level}.`;
  }
}

/** What the next stricter level would refuse: what is left to do before it. */
export function nextLevel(reach: Reach, version: string): readonly Evidence[] {
  const next = podSecurity.LEVELS[podSecurity.LEVELS.indexOf(reach.level) + 1];
  return next === undefined ? [] : refusedBy(reach, { level: next, version });
}

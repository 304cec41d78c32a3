/** What the events of failed attempts tell, of workloads whose status does not say why their pods are missing. */
import { type Evidence, type KindMap, may, refOf, type View, type Workload } from 'kubectl-harden/plugin-api';

export const ATTEMPT_READS = [may('Event'), may('Job'), may('Pod')] as const;
export type AttemptsView = View<(typeof ATTEMPT_READS)[number]>;

type Job = KindMap['Job'];
type Event = KindMap['Event'];

/** What tries to make something and lacks it now. */
export interface Maker {
  readonly object: Workload['object'];
  readonly makes: 'pods' | 'Jobs';
  /** Attempts before it were made of another template; of immutable ones there are none. */
  readonly since?: string | undefined;
  /** Made all the same: an attempt before the newest of them says nothing of today. */
  readonly made: readonly { readonly metadata: { readonly creationTimestamp?: string } }[];
}

/** Of a workload whose pods may be refused although nothing in its own status says so. */
export function makersOf(workload: Workload, view: AttemptsView): readonly Maker[] {
  const { object, changedAt: since } = workload;
  if (object.kind !== 'CronJob') return podMaker(object, view, since);
  const jobs = madeBy(object, view.own('Job').value);
  const newest = jobs.toSorted((left, right) => timeOf(left) - timeOf(right)).at(-1);
  const isOfNow = newest !== undefined && (since === undefined || timeOf(newest) >= Date.parse(since));
  return [
    ...(isSuspended(object) ? [] : [{ object, makes: 'Jobs', since, made: jobs } as const]),
    ...(isOfNow ? podMaker(newest, view) : []),
  ];
}

function podMaker(object: Workload['object'], view: AttemptsView, since?: string): readonly Maker[] {
  return lacksPods(object) ? [{ object, makes: 'pods', since, made: madeBy(object, view.own('Pod').value) }] : [];
}

/** Why it cannot be seen what became of attempts, where they would tell; of manifests, nothing. */
export function unreadAttempts(workload: Workload, view: AttemptsView): string | undefined {
  if (!view.isCluster) return undefined;
  const [events, jobs, pods] = [view.own('Event'), view.own('Job'), view.own('Pod')];
  const areJobsNeeded = workload.object.kind === 'CronJob';
  if (!(areJobsNeeded && !jobs.isRead) && makersOf(workload, view).length === 0) return undefined;
  const unread = [events, pods, ...(areJobsNeeded ? [jobs] : [])].find(({ isRead }) => !isRead);
  return unread && (unread.coverage.reason ?? unread.coverage.state);
}

/** The last attempt counts, if it was of the present template, nothing was made after it, and admission refused it. */
export function newestRefusal({ object, makes, since, made }: Maker, view: AttemptsView): Evidence | undefined {
  const attempts = view.own('Event').value.filter((event) => isAbout(event, object));
  const last = attempts.toSorted((left, right) => seenAt(left) - seenAt(right)).at(-1);
  if (last?.message === undefined || last.reason !== 'FailedCreate') return undefined;
  const at = seenAt(last);
  if (since !== undefined && at < Date.parse(since)) return undefined;
  if (made.some((each) => timeOf(each) > at)) return undefined;
  return { text: `The API server refuses its ${makes}: ${last.message.replace(/\.$/, '')}.`, source: refOf(object) };
}

interface Progress {
  readonly spec?: { readonly replicas?: number; readonly suspend?: boolean };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly currentNumberScheduled?: number;
    readonly desiredNumberScheduled?: number;
  };
}

/** As its controller saw it last; what has not seen the present template yet has not tried it. */
function lacksPods(object: Workload['object']): boolean {
  if (object.kind === 'Job') return jobLacksPods(object as Job);
  const { spec, status } = object as Progress;
  const { generation = 0 } = object.metadata as { generation?: number };
  if (status === undefined || (status.observedGeneration ?? generation) < generation) return false;
  if (object.kind === 'StatefulSet') return (status.replicas ?? 0) < (spec?.replicas ?? 1);
  if (object.kind === 'DaemonSet') return (status.currentNumberScheduled ?? 0) < (status.desiredNumberScheduled ?? 0);
  return false;
}

function jobLacksPods({ spec, status }: Job): boolean {
  if (status === undefined || spec?.suspend === true) return false;
  const { active = 0, succeeded = 0, failed = 0, conditions = [] } = status;
  const isEnded = (how: string) => conditions.some(({ type, status: is }) => type === how && is === 'True');
  if (isEnded('Complete')) return false;
  // It gave up in time without a single pod.
  if (isEnded('Failed')) return active + succeeded + failed === 0;
  const atOnce = spec?.parallelism ?? 1;
  const isQueue = spec?.completions === undefined || spec.completions === null;
  // One that takes from a queue ends with its first success.
  const left = isQueue ? (succeeded > 0 ? 0 : atOnce) : spec.completions - succeeded;
  return active < Math.min(atOnce, left);
}

function isSuspended(object: Workload['object']): boolean {
  return (object as Progress).spec?.suspend === true;
}

/** Finished ones among them. */
function madeBy<T extends Workload['object']>({ kind, metadata }: Workload['object'], all: readonly T[]): readonly T[] {
  return all.filter((each) => {
    const owner = each.metadata.ownerReferences?.find(({ controller }) => controller === true);
    if (owner?.kind !== kind) return false;
    return metadata.uid === undefined ? owner.name === metadata.name : owner.uid === metadata.uid;
  });
}

/** One of the same name that is gone was another. */
function isAbout({ involvedObject }: Event, { kind, metadata }: Workload['object']): boolean {
  const { kind: about, name, uid = metadata.uid } = involvedObject;
  return about === kind && name === metadata.name && uid === metadata.uid;
}

function timeOf({ metadata }: { readonly metadata: { readonly creationTimestamp?: string } }): number {
  return Date.parse(metadata.creationTimestamp ?? '') || 0;
}

/** Recorders of either API leave their own time. */
function seenAt(event: Event): number {
  const times = [event.series?.lastObservedTime, event.lastTimestamp, event.eventTime];
  return Math.max(timeOf(event), ...times.map((time) => Date.parse(time ?? '') || 0));
}

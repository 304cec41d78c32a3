/** Backups that tools tell of, each with the day on which it succeeded. */
import { type CustomObject, commandsOf, type KindMap } from 'kubectl-harden/plugin-api';

export interface Taken {
  /** `Velero`, `k3s`; absent: a job. */
  readonly tool?: string;
  /** Day of the last success: `2026-11-27`; absent: there was none. */
  readonly day?: string;
  readonly text: string;
  readonly source: string;
}

export interface Tools {
  readonly velero: readonly CustomObject[];
  readonly k3s: readonly CustomObject[];
  readonly jobs: readonly KindMap['CronJob'][];
}

export function takenBy({ velero, k3s, jobs }: Tools): readonly Taken[] {
  return [
    ...newest('Velero', 'backups.velero.io', velero.filter(isOfAll).map(veleroDay)),
    ...newest('k3s', 'etcdsnapshotfiles.k3s.cattle.io', k3s.map(snapshotDay)),
    ...jobs.filter(takesSnapshots).map(jobTaken),
  ];
}

function newest(tool: string, source: string, days: readonly (string | undefined)[]): readonly Taken[] {
  if (days.length === 0) return [];
  const day = days
    .filter((each) => each !== undefined)
    .sort()
    .at(-1);
  if (day === undefined)
    return [{ tool, text: `None of the ${days.length} backups of ${tool} has succeeded.`, source }];
  return [{ tool, day, text: `The last backup of ${tool} that succeeded is of ${day}.`, source }];
}

interface Status {
  readonly phase?: string;
  readonly completionTimestamp?: string;
  readonly startTimestamp?: string;
  readonly creationTime?: string;
  readonly readyToUse?: boolean;
}

function veleroDay(object: CustomObject): string | undefined {
  const { phase, completionTimestamp, startTimestamp } = (object.status ?? {}) as Status;
  return phase === 'Completed' ? dayOf(completionTimestamp ?? startTimestamp) : undefined;
}

/** A backup of some namespaces or kinds is none of the cluster. */
function isOfAll({ spec }: CustomObject): boolean {
  const { includedNamespaces = [], includedResources = [] } = (spec ?? {}) as {
    readonly includedNamespaces?: readonly string[];
    readonly includedResources?: readonly string[];
  };
  return [includedNamespaces, includedResources].every((list) => list.length === 0 || list.includes('*'));
}

/** One that stays on its node goes with it. */
function snapshotDay(object: CustomObject): string | undefined {
  const { creationTime, readyToUse } = (object.status ?? {}) as Status;
  const { location } = (object.spec ?? {}) as { readonly location?: string };
  return readyToUse === true && location?.startsWith('s3://') === true ? dayOf(creationTime) : undefined;
}

function takesSnapshots({ spec }: KindMap['CronJob']): boolean {
  const containers = spec?.jobTemplate?.spec?.template?.spec?.containers ?? [];
  return containers.some(({ command = [], args = [], image = '' }) => {
    const lines = commandsOf([...command, ...args]);
    const isSnapshot = lines.some(
      (words) =>
        words.some((word) => /(^|\/)etcd(ctl|utl)$/.test(word)) && words.includes('snapshot') && words.includes('save'),
    );
    return isSnapshot || /(^|\/)etcd-backup[^/]*$/.test(image);
  });
}

function jobTaken({ metadata, status }: KindMap['CronJob']): Taken {
  const day = dayOf(status?.lastSuccessfulTime);
  const name = `CronJob ${metadata.namespace}/${metadata.name}`;
  const text =
    day === undefined ? `${name} has taken no snapshot of etcd.` : `${name} took a snapshot of etcd on ${day}.`;
  return { ...(day === undefined ? {} : { day }), text, source: name };
}

function dayOf(time: unknown): string | undefined {
  return typeof time === 'string' && !Number.isNaN(Date.parse(time)) ? time.slice(0, 10) : undefined;
}

/** Whether Velero, which took the last backup, can take the next one: it runs, and a place for backups answers. */
import { installed, may, objectName, refOf, type View } from 'kubectl-harden/plugin-api';

const LOCATIONS = 'backupstoragelocations.velero.io';
export const VELERO_READS = [
  may.fact(installed.deploymentsByImage),
  may(LOCATIONS, { keep: ['status.phase'] }),
] as const;
type Reads = View<(typeof VELERO_READS)[number]>;

export interface Health {
  readonly state: 'idle' | 'unseen' | 'works';
  /** A sentence. */
  readonly text: string;
}

const IMAGES = ['velero/velero'];

export function veleroHealth(view: Reads): Health {
  const deployments = view.derive(installed.deploymentsByImage);
  const [server] = installed
    .runnersOf(deployments.value, IMAGES)
    .toSorted((left, right) => readyOf(right) - readyOf(left));
  if (server === undefined)
    return deployments.isWhole
      ? { state: 'idle', text: 'Velero has taken backups and does not run any more.' }
      : { state: 'unseen', text: 'Whether Velero still runs was not seen.' };
  if (readyOf(server) === 0)
    return { state: 'idle', text: `${objectName(refOf(server))} has taken backups and has no pod that is ready.` };
  return placeOf(view);
}

/** A place that was not looked at yet has no phase. */
function placeOf(view: Reads): Health {
  const seen = view.own(LOCATIONS);
  const phases = seen.value.map(({ status }) => (status as { readonly phase?: string } | undefined)?.phase);
  const isNone = phases.length === 0 && (seen.isWhole || seen.coverage.state === 'absent');
  if (isNone || phases.some((phase) => phase !== 'Unavailable')) return { state: 'works', text: 'Velero runs.' };
  return seen.isWhole
    ? { state: 'idle', text: 'No place for backups of Velero answers: each BackupStorageLocation is Unavailable.' }
    : { state: 'unseen', text: 'Whether a place for backups answers was not seen.' };
}

function readyOf({ status }: { readonly status?: { readonly readyReplicas?: number } }): number {
  return status?.readyReplicas ?? 0;
}

/** Whether something has taken a backup lately: objects that tools leave behind, and the day of today. */
import { fails, may, type Outcome, type Proposal, pass, unknown, type View } from 'kubectl-harden/plugin-api';
import { type Taken, takenBy } from './taken.ts';
import { VELERO_READS, veleroHealth } from './velero.ts';

const VELERO = 'backups.velero.io';
const K3S = 'etcdsnapshotfiles.k3s.cattle.io';

export const READS = [
  may(VELERO, {
    keep: [
      'spec.includedNamespaces',
      'spec.includedResources',
      'status.phase',
      'status.completionTimestamp',
      'status.startTimestamp',
    ],
  }),
  may(K3S, { keep: ['spec.location', 'status.creationTime', 'status.readyToUse'] }),
  may('CronJob'),
  may('Today'),
  ...VELERO_READS,
] as const;
type Reads = View<(typeof READS)[number]>;

/** Older than that, a daily backup was missed more than once. */
const RECENT_DAYS = 3;

const PROPOSAL: Proposal = {
  readiness: 'elsewhere',
  reason: 'A backup needs a place and a key, which only you can name: the examples are complete but for these.',
  changes: [],
};

export function judge(view: Reads): Outcome {
  const velero = view.own(VELERO);
  const k3s = view.own(K3S);
  const jobs = view.own('CronJob');
  const taken = takenBy({ velero: velero.value, k3s: k3s.value, jobs: jobs.value });
  const today = view.evidence('Today').value;
  const health = veleroHealth(view);
  const recent = taken.filter((each) => isRecent(each, today) && (each.tool !== 'Velero' || health.state === 'works'));
  // Anybody who can make such an object can claim a backup: what it holds no API shows.
  if (recent.length > 0)
    return pass(
      recent.map(({ text }) => text),
      'inferred',
    );
  const unread = [velero, k3s, jobs].filter(({ isRead, coverage }) => !isRead && coverage.state !== 'absent');
  if (unread.length > 0 || today === undefined || !view.isCluster)
    return unknown([
      'No recent backup is to be seen.',
      ...unread.map(({ coverage }) => `${coverage.reason ?? coverage.state}.`),
    ]);
  const isHeld = taken.some((each) => each.tool === 'Velero' && isRecent(each, today));
  if (isHeld && health.state === 'unseen') return unknown([...taken.map(({ text }) => text), health.text]);
  if (isHeld) {
    const evidence = taken.map(({ text, source }) => ({ text, source }));
    return fails([{ message: health.text, key: 'velero', value: health.state, evidence, proposal: PROPOSAL }], false);
  }
  if (taken.length === 0)
    return unknown(
      'Nothing that takes backups of this cluster is to be seen in it. Backups may be taken from outside.',
    );
  const evidence = taken.map(({ text, source }) => ({ text, source }));
  const newest = taken
    .map(({ day }) => day ?? '')
    .sort()
    .at(-1);
  const message =
    newest === undefined || newest === ''
      ? 'No backup of the cluster has succeeded.'
      : `The last backup of the cluster that succeeded is of ${newest}.`;
  return fails([{ message, value: newest ?? '', evidence, proposal: PROPOSAL }], false);
}

function isRecent({ day }: Taken, today: string | undefined): boolean {
  if (day === undefined || today === undefined) return false;
  const age = (Date.parse(today) - Date.parse(day)) / 86_400_000;
  return age <= RECENT_DAYS;
}

/** What a log as a whole leaves open, and what a person may say of it. */
import { type AuditLog, may, type Proposal, plan, type Settings, use, type View } from 'kubectl-harden/plugin-api';

export const DOUBT_READS = [may('AuditLog'), may('AuditPolicy'), may('Today')] as const;
export type DoubtView = View<(typeof DOUBT_READS)[number]>;

export interface UseSettings {
  readonly days: number;
  readonly 'gap-hours': number;
  readonly 'log-is-complete': boolean;
}

const atLeast = (least: number) => (value: number) =>
  Number.isInteger(value) && value >= least ? undefined : `Enter a whole number of at least ${least}.`;

export const USE_SETTINGS: Settings<UseSettings> = {
  days: { describe: 'Days that the audit log has to cover.', default: 30, check: atLeast(0) },
  'gap-hours': {
    describe: 'Hours without a single event that are still no gap in the audit log.',
    default: 3,
    check: atLeast(0),
  },
  'log-is-complete': {
    describe: 'Whether you know that the audit policy leaves no request out, where no --audit-policy can show it.',
    default: false,
  },
};

export const DEFAULTS: UseSettings = { days: 30, 'gap-hours': 3, 'log-is-complete': false };

export function doubtsOfLog(log: AuditLog, view: DoubtView, settings: UseSettings): readonly use.Doubt[] {
  const { days, 'gap-hours': gapHours, 'log-is-complete': isComplete } = settings;
  const said = (isSo: boolean, text: string): readonly use.Doubt[] => (isSo ? [{ text }] : []);
  return [
    ...use.logDoubts(log, { days, gapHours }),
    ...said(
      !isComplete && view.evidence('AuditPolicy').value === undefined,
      'What the audit policy leaves out is not known: give it with --audit-policy.',
    ),
    ...said(isOld(log, view), `The audit log ends on ${log.to.slice(0, 10)}: what was done since is not in it.`),
  ];
}

/** Ready where nothing speaks against it; the worst doubt is the reason otherwise, the others are caveats. */
export function settled(
  [worst, ...more]: readonly use.Doubt[],
  { reason, changes, caveats }: Required<Pick<Proposal, 'reason' | 'changes' | 'caveats'>>,
): Proposal {
  if (worst === undefined) return { readiness: 'ready', reason, changes, caveats };
  if (worst.isFatal === true) return plan(worst.text);
  return { readiness: 'review', reason: worst.text, changes, caveats: [...more.map(({ text }) => text), ...caveats] };
}

const OLD_DAYS = 7;

/** By the days of the log and of the reading: without a clock nobody can tell. */
function isOld({ to }: AuditLog, view: DoubtView): boolean {
  const today = view.evidence('Today').value;
  return today !== undefined && Date.parse(today) - Date.parse(to) > OLD_DAYS * 86_400_000;
}

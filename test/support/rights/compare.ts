/** What looks better than it may: a verdict of somebody who sees less, held against that of an administrator. */
import { scanExitCode } from '../../../src/cli/commands/scan.ts';
import { type ItemStatus, SEVERITIES } from '../../../src/model/finding.ts';
import type { ScanSnapshot } from '../../../src/model/snapshot.ts';
import { select } from '../../../src/report/selection.ts';

const GOOD: ReadonlySet<ItemStatus> = new Set(['pass', 'not-applicable', 'attested', 'waived']);
const LEVELS: readonly (string | null)[] = [null, 'privileged', 'baseline', 'restricted'];

/** In words; none where nothing looks better. Both are scans of the same namespaces with the same checks. */
export function betterThan(admin: ScanSnapshot, user: ScanSnapshot): readonly string[] {
  return [
    ...betterChecks(admin, user),
    ...betterItems(admin, user),
    ...betterLevels(admin, user),
    ...lowerCodes(admin, user),
  ];
}

function betterChecks(admin: ScanSnapshot, user: ScanSnapshot): readonly string[] {
  const known = new Map(admin.checks.map((each) => [each.check.meta.id as string, each]));
  return user.checks.flatMap(({ check: { meta }, status, counts }) => {
    const whole = known.get(meta.id);
    if (whole === undefined) return [`${meta.id} is no check of the administrator`];
    const isBetter = GOOD.has(status) && !GOOD.has(whole.status);
    // Fewer failures are only right where something else was not seen.
    const isFewer = counts.fail < whole.counts.fail && counts.unknown + counts.error === 0;
    return [
      ...(isBetter ? [`${meta.id} is ${status}, for the administrator ${whole.status}`] : []),
      ...(isFewer ? [`${meta.id} fails for ${counts.fail} of ${whole.counts.fail} and nothing is unknown`] : []),
    ];
  });
}

function betterItems(admin: ScanSnapshot, user: ScanSnapshot): readonly string[] {
  const known = new Map(admin.items.map(({ id, status }) => [id, status]));
  return user.items
    .filter(({ id, status }) => GOOD.has(status) && !GOOD.has(known.get(id) ?? 'pass'))
    .map(({ id, status }) => `item ${id} is ${status}, for the administrator ${known.get(id)}`);
}

function betterLevels(admin: ScanSnapshot, user: ScanSnapshot): readonly string[] {
  const known = new Map(admin.namespaces.map(({ name, podSecurity }) => [name, podSecurity.achievable]));
  return user.namespaces
    .filter(({ name, podSecurity }) => LEVELS.indexOf(podSecurity.achievable) > LEVELS.indexOf(known.get(name) ?? null))
    .map(
      ({ name, podSecurity }) => `${name} could be ${podSecurity.achievable}, for the administrator ${known.get(name)}`,
    );
}

function lowerCodes(admin: ScanSnapshot, user: ScanSnapshot): readonly string[] {
  return ['none', ...SEVERITIES].flatMap((failOn) => {
    if (failOn === 'none' && isOnlyMistaken(admin)) return [];
    const [whole, part] = [admin, user].map((snapshot) =>
      scanExitCode(snapshot, select(snapshot, { hasPlatform: false }), failOn),
    );
    return Number(part) < Number(whole)
      ? [`--fail-on ${failOn} ends with ${part}, for the administrator ${whole}`]
      : [];
  });
}

/**
 * A namespace that is named and is not there ends a scan with 3, whatever it is asked to fail on: a mistake, of which only
 * those are told who may read namespaces. To all others it is unknown, as one that is there, and counts with --fail-on.
 */
function isOnlyMistaken({ messages }: ScanSnapshot): boolean {
  const errors = messages.filter(({ level }) => level === 'error');
  return errors.length > 0 && errors.every(({ text }) => /^namespace \S+ not found in /.test(text));
}

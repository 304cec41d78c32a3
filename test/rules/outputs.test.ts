/** One sum everywhere, unknowns by their reason, and what is off: on the reference cluster. */
import { beforeAll, expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { isInProfile, OFF_BY_DEFAULT, whyOff } from '../../src/catalog/profiles.ts';
import type { Waiver } from '../../src/model/records.ts';
import type { ScanSnapshot } from '../../src/model/snapshot.ts';
import { select } from '../../src/report/selection.ts';
import { scanSum, unknownLine } from '../../src/report/sum.ts';
import { scanReference, USUAL } from '../reference/scan.ts';
import { COUNTERS } from '../report/format-sums.ts';
import { printed } from '../report/printed.ts';

const ALL = PLUGINS.flatMap(({ checks }) => checks);

let snapshot: ScanSnapshot;
let waived: ScanSnapshot;
beforeAll(async () => {
  snapshot = await scanReference({ checks: ALL });
  waived = await scanReference({ records: { attestations: [], waivers: waivers(snapshot) }, checks: ALL });
});

/** Of every tenth decision. */
function waivers({ decisions }: ScanSnapshot): readonly Waiver[] {
  return decisions.flatMap(({ id, title, findings }, at) =>
    at % 10 === 0
      ? [
          {
            by: 'ann',
            reason: 'known',
            at: '2026-11-01T00:00:00Z',
            expires: '2027-03-01',
            cluster: 'reference',
            decision: id,
            title,
            findings: findings.map(({ id: finding, judged, severity }) => ({ id: finding, judged, severity })),
          },
        ]
      : [],
  );
}

test('N9 what is unknown is told by its reason, and few questions are left to people', () => {
  const unknown = snapshot.checks.filter(({ status }) => status === 'unknown');
  const reasons = new Set(unknown.flatMap(({ reason }) => reason ?? []));
  expect(unknown.length).toBeGreaterThan(0);
  expect(unknownLine(snapshot)).toContain(
    `${unknown.length} checks are unknown, not passed, for ${reasons.size} reasons`,
  );
  const questions = ALL.filter((check) => check.mode === 'manual' && isInProfile(check, 'essentials'));
  expect(questions.length).toBeLessThanOrEqual(6);
});

test('N12 what stops nobody is off, each with a reason, and in the full profile only', () => {
  const off = ALL.filter((check) => whyOff(check) !== undefined);
  expect(off.map(({ meta }) => meta.id as string).sort()).toEqual(Object.keys(OFF_BY_DEFAULT).sort());
  for (const check of off)
    expect([isInProfile(check, 'full'), isInProfile(check, 'essentials')]).toEqual([true, false]);
  const asked = new Set(USUAL.map(({ meta }) => meta.id as string));
  expect(off.filter(({ meta }) => asked.has(meta.id))).toEqual([]);
});

test.each(Object.keys(COUNTERS))(
  'N13 one sum: -o %s shows what is shown, with every way to leave something out',
  async (name) => {
    for (const scan of [snapshot, waived])
      for (const options of [{}, { minSeverity: 'high' as const }]) {
        for (const hasPlatform of [false, true]) {
          const selection = select(scan, { ...options, hasPlatform });
          const { findings, decisions, hidden, total } = selection;
          const counted = COUNTERS[name]?.(await printed(scan, selection, name));
          expect(counted?.open).toBe(findings.length);
          expect(counted?.decisions ?? decisions.length).toBe(decisions.length);
          const notShown = Object.values(hidden).reduce((sum, each) => sum + each, 0);
          expect(findings.length + notShown).toBe(total);
          expect(total).toBe(scan.findings.length);
        }
      }
  },
);

test('N13 the sum says how much is not shown, and in how many rows the rest is decided', () => {
  const selection = select(snapshot, { hasPlatform: false });
  const sum = scanSum(snapshot, selection).replaceAll(',', '');
  const { decisions, rows, findings, hidden } = selection;
  expect(sum).toContain(`${decisions.length} decisions in ${rows.length} rows cover ${findings.length} findings`);
  expect(sum).toContain(`${hidden.platform} not shown`);
  expect(findings.length + hidden.platform).toBe(snapshot.findings.length);
});

/** What a walk leaves behind, and what an afternoon is made of: on the reference cluster. */
import { beforeAll, expect, test } from 'vitest';
import { namespaceOf } from '../../src/model/namespaces/rows.ts';
import type { Waiver } from '../../src/model/records.ts';
import type { ScanSnapshot } from '../../src/model/snapshot.ts';
import { scanReference } from '../reference/scan.ts';

let snapshot: ScanSnapshot;
beforeAll(async () => {
  snapshot = await scanReference();
});

const idsOf = ({ items }: ScanSnapshot): readonly string[] =>
  items.flatMap(({ rows }) => rows.flatMap(({ members }) => members.map(({ id }) => id)));

/** Of every decision that is shown. */
function waivers(expires: string): readonly Waiver[] {
  const shown = snapshot.decisions.filter(({ platform }) => !platform);
  return shown.map(({ id, title, findings }) => ({
    by: 'ann',
    reason: 'known',
    at: '2026-11-01T00:00:00Z',
    expires,
    cluster: 'reference',
    decision: id,
    title,
    findings: findings.map(({ id: finding, judged, severity }) => ({ id: finding, judged, severity })),
  }));
}

test('N10 a line is set: what was accepted is not asked again, and comes back when that has ended', async () => {
  const accepted = await scanReference({ records: { attestations: [], waivers: waivers('2027-03-01') } });
  expect(idsOf(accepted)).toEqual([]);
  expect(accepted.waived).toHaveLength(idsOf(snapshot).length);
  const ended = await scanReference({ records: { attestations: [], waivers: waivers('2026-11-20') } });
  expect(ended.waived).toEqual([]);
  expect(idsOf(ended)).toEqual(idsOf(snapshot));
});

test('N14 an afternoon: a dozen rows are about several namespaces, and what has a change can be had, filed or accepted', () => {
  const rows = snapshot.items.flatMap((item) => item.rows);
  const wide = rows.filter(({ members }) => new Set(members.map(namespaceOf)).size > 1);
  expect(wide.length).toBeGreaterThanOrEqual(12);
  for (const { members } of rows)
    for (const { findings, variants, refusal, readiness } of members) {
      expect(findings.length).toBeGreaterThan(0);
      if (refusal !== undefined) expect([variants.length > 0, readiness]).toEqual([true, 'elsewhere']);
    }
});

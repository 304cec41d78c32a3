/** One sum in every output: what is shown and what is not make all, whatever is there, waived or asked for. */
import fc from 'fast-check';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { ITEMS } from '../../src/catalog/items.ts';
import { createRegistry } from '../../src/engine/index.ts';
import { type Finding, SEVERITIES, severityRank } from '../../src/model/finding.ts';
import type { Source } from '../../src/model/ports.ts';
import type { Attestation, Waiver } from '../../src/model/records.ts';
import type { Report } from '../../src/model/report.ts';
import type { ScanSnapshot } from '../../src/model/snapshot.ts';
import { type Selection, select } from '../../src/report/selection.ts';
import { sumLine } from '../../src/report/sum.ts';
import { openSample } from '../../src/sources/sample/index.ts';
import { createNavStore } from '../../src/store/nav.ts';
import { createHardenStore } from '../../src/store/state.ts';
import { allItems } from '../../src/ui/select/checklist.ts';
import { displayedState } from '../../src/ui/select/displayed.ts';
import { allNamespaces } from '../../src/ui/select/namespaces.ts';
import { listedTotals, unlisted } from '../../src/ui/select/totals.ts';
import { scanned } from '../session/scanned.ts';
import { workloads } from '../support/generated.ts';
import { observed } from '../support/objects.ts';
import { COUNTERS } from './format-sums.ts';
import { printed } from './printed.ts';

const { checks: CHECKS } = createRegistry(
  PLUGINS,
  ITEMS.map(({ id }) => id),
);

interface Drawn {
  /** Of the sample's objects so many of a hundred are left out. */
  readonly without: number;
  readonly extra: number;
  readonly every: number;
  readonly namespaces: readonly string[];
  readonly waived: readonly number[];
  readonly answered: readonly string[];
}
const DRAWN = fc.record<Drawn>({
  without: fc.nat(95),
  extra: fc.nat(6),
  every: fc.constantFrom(1, 2, 5),
  namespaces: fc.oneof(fc.constant([]), fc.subarray(['shop', 'ci', 'kube-system'], { minLength: 1 })),
  waived: fc.array(fc.nat(60), { maxLength: 12 }),
  answered: fc.subarray(['ingress/tls', 'ingress/tls@shop', 'authentication/mfa', 'network/default-deny-ingress']),
});

/** A part of the sample, always the same for the same number, and generated workloads beside it. */
function partOf({ without, extra }: Drawn): Source {
  const { source } = openSample();
  return {
    ...source,
    async *stream(options, signal) {
      let number = 0;
      for await (const event of source.stream(options, signal)) {
        if (event.type !== 'upsert') yield event;
        else yield { ...event, items: event.items.filter(() => (number++ * 37) % 100 >= without) };
        if (event.type === 'upsert' && event.kind === 'Deployment')
          yield { ...event, items: observed(...workloads(extra)) };
      }
    },
  };
}

async function scan(
  drawn: Drawn,
  waivers: readonly Waiver[],
  attestations: readonly Attestation[] = [],
): Promise<ScanSnapshot> {
  return scanned(partOf(drawn), {
    checks: CHECKS.filter((_, index) => index % drawn.every === 0),
    namespaces: drawn.namespaces,
    records: { attestations, waivers },
    now: () => new Date('2026-01-02T03:04:05Z'),
  });
}

function waiverFor({ decisions }: ScanSnapshot, at: number): readonly Waiver[] {
  const decision = decisions[at];
  if (decision === undefined) return [];
  const { id, title } = decision;
  const base = { by: 'ann', reason: 'known', at: '2026-01-01T00:00:00Z', expires: '2026-12-31', cluster: 'sample' };
  const findings = decision.findings.map(({ id: finding, judged, severity }) => ({ id: finding, judged, severity }));
  return [{ ...base, decision: id, title, findings }];
}

/** Of two answers one says yes. */
function answerFor(name: string, at: number): Attestation {
  const [check = '', scope] = name.split('@');
  const said = { by: 'kim', evidence: 'seen', at: '2026-01-01T00:00:00Z', expires: '2026-12-31', cluster: 'sample' };
  return { ...said, check, ...(scope === undefined ? {} : { scope }), verdict: at % 2 === 0 ? 'pass' : 'fail' };
}

function bySeverity(findings: readonly Finding[]): readonly number[] {
  return SEVERITIES.map((each) => findings.filter(({ severity }) => severity === each).length);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(/ {3,}/));

/** Every finding is in one of these and in no other. */
function demandParts(snapshot: ScanSnapshot, selection: Selection, hasPlatform: boolean, least: number): void {
  const { findings, hidden, total } = selection;
  const isMild = ({ severity }: Finding) => severityRank(severity) > least;
  const said = snapshot.waived.flatMap((each) => each.findings);
  const taken = snapshot.checks.flatMap(({ answers = [] }) => answers.flatMap((each) => each.findings));
  const folded = snapshot.decisions.filter(({ platform }) => platform && !hasPlatform).flatMap((each) => each.findings);
  const waived = said.filter((each) => !isMild(each));
  const answered = taken.filter((each) => !isMild(each));
  const open = snapshot.decisions.filter(({ platform }) => hasPlatform || !platform).flatMap((each) => each.findings);
  const mild = [...open, ...said, ...taken].filter(isMild);
  const all = [...snapshot.findings, ...taken];
  const parts = [...findings, ...folded, ...waived, ...answered, ...mild].map(({ id }) => id);
  expect(parts.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
  expect([folded, waived, answered, mild].map((each) => each.length)).toEqual([
    hidden.platform,
    hidden.waived,
    hidden.answered,
    hidden.lessSevere,
  ]);
  expect([total, findings.length + sum(Object.values(hidden))]).toEqual([all.length, total]);
  const severities = [findings, folded, waived, answered, mild].map(bySeverity);
  const raw = bySeverity(all);
  expect(raw.map((_, at) => sum(severities.map((each) => each[at] ?? 0)))).toEqual(raw);
}

async function demandOneSum(snapshot: ScanSnapshot, selection: Selection): Promise<void> {
  const { decisions, findings } = selection;
  const line = sumLine(selection, { scope: '', isComplete: true, unknown: 0, failedAnswers: 0 });
  if (findings.length > 0)
    expect(line).toMatch(
      new RegExp(`^${decisions.length} decisions?( in \\d+ rows?)? covers? ${findings.length} findings?\\.`),
    );
  const { waived, answered } = selection.hidden;
  for (const [name, count] of Object.entries(COUNTERS)) {
    const { decisions: counted = decisions.length, ...sums } = count(await printed(snapshot, selection, name));
    expect([name, counted, sums]).toEqual([name, decisions.length, { open: findings.length, waived, answered }]);
  }
  const namespaces = rowsOf((await printed(snapshot, selection, 'namespaces')).split('\n\n')[0] ?? '');
  expect(sum(namespaces.map((row) => Number(row[2] ?? 0)))).toBe(findings.length);
  const lists = (await printed(snapshot, selection, 'table', true)).split('\n\n')[0] ?? '';
  const items = rowsOf(lists);
  expect([sum(items.map((row) => Number(row[2]))), sum(items.map((row) => Number(row[3])))]).toEqual([
    decisions.length,
    findings.length,
  ]);
  const report = JSON.parse(await printed(snapshot, selection, 'json')) as Report;
  expect(report.findings).toHaveLength(findings.length);
  expect(report.decisions.flatMap((each) => each.findings).toSorted()).toEqual(
    report.findings.map(({ id }) => id).toSorted(),
  );
  const ready = new Set(report.findings.filter((each) => each.readiness === 'ready').map(({ id }) => id));
  for (const each of report.decisions) expect(each.ready).toBe(each.findings.filter((id) => ready.has(id)).length);
  expect(decisions.filter((each) => each.readiness === 'ready' && each.refusal !== undefined)).toEqual([]);
  expect(load(await printed(snapshot, selection, 'yaml'))).toEqual(report);
  const names = rowsOf(await printed(snapshot, selection, 'name')).length;
  expect(names <= decisions.length && names > 0 === decisions.length > 0).toBe(true);
}

/** The walk lists what a table does, with the platform and without. */
function demandWalk(snapshot: ScanSnapshot, isUnfolded: boolean): void {
  const nav = { ...createNavStore().getState(), isUnfolded };
  const shown = displayedState({ ...createHardenStore('apply').getState(), snapshot }, nav).snapshot ?? snapshot;
  const { decisions, findings, hidden } = select(snapshot, { hasPlatform: isUnfolded });
  const listed = shown.items.flatMap(({ rows }) => rows.flatMap(({ members }) => members));
  expect(listed.map(({ id }) => id).toSorted()).toEqual(decisions.map(({ id }) => id).toSorted());
  const rowsListed = shown.items.reduce((total, item) => total + item.rows.length, 0);
  expect(listedTotals(snapshot, nav)).toEqual({
    decisions: decisions.length,
    rows: rowsListed,
    findings: findings.length,
  });
  expect(select(snapshot, { hasPlatform: isUnfolded }).rows).toHaveLength(rowsListed);
  const rows = allNamespaces(snapshot, isUnfolded);
  expect(sum(rows.map((row) => row.findings))).toBe(findings.length);
  expect(sum(rows.map((within) => listedTotals(snapshot, { ...nav, within }).decisions))).toBe(decisions.length);
  const narrowed = rows.flatMap((within) =>
    allItems(shown, { within }).flatMap((item) => item.rows.flatMap(({ members }) => members)),
  );
  expect(narrowed.map(({ id }) => id).toSorted()).toEqual(decisions.map(({ id }) => id).toSorted());
  expect(unlisted(snapshot, nav)).toEqual({
    platform: hidden.platform,
    waived: hidden.waived,
    answered: hidden.answered,
  });
}

test('what is shown and what is not make all, by severity too, in every output and in the walk', async () => {
  const property = fc.asyncProperty(DRAWN, async (drawn) => {
    const before = await scan(drawn, []);
    const snapshot = await scan(
      drawn,
      drawn.waived.flatMap((at) => waiverFor(before, at)),
      drawn.answered.map(answerFor),
    );
    const taken = snapshot.checks.flatMap(({ answers = [] }) => answers.flatMap((each) => each.findings));
    expect([...snapshot.findings, ...taken].map(({ id }) => id).toSorted()).toEqual(
      before.findings.map(({ id }) => id).toSorted(),
    );
    for (const hasPlatform of [false, true]) {
      demandWalk(snapshot, hasPlatform);
      for (const minSeverity of [undefined, 'critical', 'high', 'medium', 'low'] as const) {
        const selection = select(snapshot, { hasPlatform, ...(minSeverity === undefined ? {} : { minSeverity }) });
        demandParts(snapshot, selection, hasPlatform, severityRank(minSeverity ?? 'info'));
        await demandOneSum(snapshot, selection);
      }
    }
  });
  await fc.assert(property, { numRuns: 12 });
});

/** Whatever a finding says it explains is seen to follow from it, in some fixture of the two, and only there. */
import { expect, test } from 'vitest';
import { withCauses } from '../../src/engine/causes.ts';
import type { Finding } from '../../src/model/finding.ts';
import { type FixtureFile, isAutomated, loadCheckFolders, readFixture } from '../support/fixture-runner/load.ts';
import { runChecks, runFixture } from '../support/fixture-runner/run.ts';

const folders = await loadCheckFolders();
const byId = new Map(folders.flatMap(({ id, check }) => (isAutomated(check) ? [[id, check] as const] : [])));

interface Explaining {
  readonly id: string;
  readonly explains: readonly string[];
  readonly fixtures: readonly FixtureFile[];
}

const explaining = folders.flatMap(({ id, check, fixtures }): readonly Explaining[] => {
  if (!isAutomated(check)) return [];
  const shown = fixtures.filter(({ expects }) => expects === 'fail');
  const explains = shown.flatMap(({ path }) => explainedIn(runFixture(check, readFixture(path)).findings));
  return explains.length === 0 ? [] : [{ id, explains: [...new Set(explains)].sort(), fixtures: shown }];
});

function explainedIn(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({ explains }) => explains ?? []);
}

test('some checks explain others', () => {
  expect(explaining.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['rbac/wildcards', 'workloads/privileged', 'workloads/runtime-socket']),
  );
});

test.each(explaining)('$id folds each check that it explains, at its own place', ({ id, explains, fixtures }) => {
  expect(explains.filter((other) => !byId.has(other))).toEqual([]);
  const others = folders.filter((each) => explains.includes(each.id)).flatMap((each) => each.fixtures);
  const folded = new Set([...fixtures, ...others].flatMap(({ path }) => foldedIn(path, [id, ...explains], id)));
  expect(explains.filter((other) => !folded.has(other))).toEqual([]);
});

/** Ids of the checks with a finding that follows from one of `id`: each shares the place of its cause. */
function foldedIn(path: string, ids: readonly string[], id: string): readonly string[] {
  const checks = ids.map((each) => byId.get(each)).filter((each) => each !== undefined);
  const { given: _, ...fixture } = readFixture(path);
  const findings = withCauses(runChecks(checks, fixture).findings);
  const causes = new Map(findings.map((finding) => [finding.id, finding]));
  return findings.flatMap(({ check, place, cause }) => {
    const from = cause === undefined ? undefined : causes.get(cause);
    if (from === undefined || from.check !== id) return [];
    expect([check, place.key]).toEqual([check, from.place.key]);
    return [check];
  });
}

/** Runs the fixtures beside each check. How they are written: plugins/_template/README.md. */
import { describe, expect, test } from 'vitest';
import { objectReadsOf } from '../src/engine/view/reads.ts';
import type { AnyAutomatedCheck } from '../src/plugin-api/index.ts';
import { expectDenials } from './support/fixture-runner/denial.ts';
import { applyChanges, changesOf } from './support/fixture-runner/fix.ts';
import { failsInFilesOnly, unshown } from './support/fixture-runner/honest.ts';
import { expectUniqueIds } from './support/fixture-runner/ids.ts';
import { expectKeptIsEnough, unmetKeeps } from './support/fixture-runner/keeps.ts';
import { type FixtureFile, isAutomated, loadCheckFolders, readFixture } from './support/fixture-runner/load.ts';
import { expectPlaces } from './support/fixture-runner/places.ts';
import { runFixture } from './support/fixture-runner/run.ts';
import { KIND_DECIDES, neutral, shapesOf } from './support/fixture-runner/shapes.ts';
import { expectVerdict } from './support/fixture-runner/verdict.ts';

const folders = await loadCheckFolders();

for (const { id, check, fixtures } of folders) {
  if (!isAutomated(check)) continue;
  describe(id, () => {
    for (const fixture of fixtures) {
      test(`${fixture.name} is judged as its golden file says`, () => expectVerdict(check, fixture));
      if (fixture.expects !== 'fail') continue;
      test(`${fixture.name}: each fix resolves its finding and is done once`, () => expectFixes(check, fixture));
    }
    if (check.subject === 'Workload' && !KIND_DECIDES.has(id))
      for (const fixture of fixtures.filter(({ path }) => shapesOf(readFixture(path)).length > 0))
        test(`${fixture.name} gives the same as Pod, Deployment and CronJob`, () => expectSameShapes(check, fixture));
    for (const fixture of fixtures) {
      test(`${fixture.name}: what cannot be seen makes no verdict better or surer`, () =>
        expectDenials(check, readFixture(fixture.path)));
    }
    if (objectReadsOf(check).some(({ keep }) => keep !== undefined)) {
      test.each(fixtures)('$name: what is kept of custom resources is all that is read of them', ({ path }) =>
        expectKeptIsEnough(check, readFixture(path)),
      );
      test('all that is kept of custom resources is there in some fixture', () =>
        expect(
          unmetKeeps(
            check,
            fixtures.map(({ path }) => readFixture(path)),
          ),
        ).toEqual([]));
    }
    test('no two of its findings share an id, but for the same object in several fixtures', () =>
      expectUniqueIds(check, fixtures, new Map()));
    test('its findings name places that stay where they are', () => {
      for (const { path } of fixtures) expectPlaces(check, readFixture(path));
    });
    test('where it fails, it fails on a cluster in some fixture', () =>
      expect(failsInFilesOnly(fixtures.map(({ expects, path }) => ({ expects, fixture: readFixture(path) })))).toBe(
        false,
      ));
    test('its fixtures show all that it may read and be given', () =>
      expect(
        unshown(
          check,
          fixtures.map(({ path }) => readFixture(path)),
        ),
      ).toEqual([]));
  });
}

function expectFixes(check: AnyAutomatedCheck, { path }: FixtureFile): void {
  const fixture = readFixture(path);
  const open = runFixture(check, fixture).findings;
  const fixable = open.filter(({ proposal }) => (proposal?.changes.length ?? 0) > 0);
  const openAfter = (objects: typeof fixture.objects) =>
    runFixture(check, { ...fixture, objects }).findings.map(({ id }) => id);
  for (const finding of fixable) {
    const alone = applyChanges(fixture.objects, changesOf([finding]));
    expect(openAfter(alone.objects), finding.message).not.toContain(finding.id);
  }
  const changes = changesOf(fixable);
  const once = applyChanges(fixture.objects, changes);
  expect(openAfter(once.objects).sort()).toEqual(
    open
      .filter((finding) => !fixable.includes(finding))
      .map(({ id }) => id)
      .sort(),
  );
  expect(applyChanges(once.objects, changes).changed).toEqual([]);
}

function expectSameShapes(check: AnyAutomatedCheck, { path }: FixtureFile): void {
  const [first, ...others] = shapesOf(readFixture(path)).map(({ kind, fixture }) => {
    const { results, findings } = runFixture(check, fixture);
    return { kind, statuses: results.map(({ status }) => status), findings: neutral(findings) };
  });
  for (const other of others) expect({ ...other, kind: '' }, other.kind).toEqual({ ...first, kind: '' });
}

test('no two findings of all fixtures share an id, but for the same object in several of them', () => {
  const seen = new Map<string, string>();
  for (const { check, fixtures } of folders) if (isAutomated(check)) expectUniqueIds(check, fixtures, seen);
});

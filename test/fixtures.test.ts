/** Runs the fixtures beside each check. How they are written: plugins/_template/README.md. */
import { describe, expect, test } from 'vitest';
import { objectReadsOf } from '../src/engine/view/reads.ts';
import { valueAt } from '../src/kube/path.ts';
import { refKey, refOf } from '../src/kube/refs.ts';
import type { AnyAutomatedCheck, FieldPath, PathElement } from '../src/plugin-api/index.ts';
import { expectDenials } from './support/fixture-runner/denial.ts';
import { applyChanges, changesOf } from './support/fixture-runner/fix.ts';
import { unshown } from './support/fixture-runner/honest.ts';
import { expectUniqueIds } from './support/fixture-runner/ids.ts';
import { expectKeptIsEnough, unmetKeeps } from './support/fixture-runner/keeps.ts';
import { type FixtureFile, isAutomated, loadCheckFolders, readFixture } from './support/fixture-runner/load.ts';
import { runFixture } from './support/fixture-runner/run.ts';
import { neutral, shapesOf } from './support/fixture-runner/shapes.ts';
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
    if (check.subject === 'Workload')
      for (const fixture of fixtures.filter(({ path }) => shapesOf(readFixture(path)).length > 0))
        test(`${fixture.name} gives the same as Pod, Deployment and CronJob`, () => expectSameShapes(check, fixture));
    for (const fixture of fixtures) {
      test(`${fixture.name}: what is denied makes no verdict better or surer`, () =>
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
    test('its findings name places that stay where they are', () => expectPlaces(check, fixtures));
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

function expectPlaces(check: AnyAutomatedCheck, fixtures: readonly FixtureFile[]): void {
  for (const { path } of fixtures) {
    const fixture = readFixture(path);
    const objects = new Map(fixture.objects.map((object) => [refKey(refOf(object)), object]));
    for (const { subject, at, path: place, message } of runFixture(check, fixture).findings) {
      if (place === undefined) continue;
      const object = objects.get(refKey(at ?? subject));
      // A Namespace may be referred to only: its labels still have a path.
      if (subject.kind !== 'Namespace')
        expect(object, `${message} has a path in an object of the fixture`).toBeDefined();
      expect(indexedStep(object, place), message).toBeUndefined();
    }
  }
}

/** The step of a path that names an item of a list by its index, which is another item tomorrow. */
function indexedStep(object: unknown, path: FieldPath): PathElement | undefined {
  return path.find((step, at) => typeof step === 'string' && Array.isArray(valueAt(object, path.slice(0, at))));
}

test('no two findings of all fixtures share an id, but for the same object in several of them', () => {
  const seen = new Map<string, string>();
  for (const { check, fixtures } of folders) if (isAutomated(check)) expectUniqueIds(check, fixtures, seen);
});

/** Runs the fixtures beside each check. How they are written: plugins/_template/README.md. */
import { describe, expect, test } from 'vitest';
import { readsOf } from '../src/engine/reads.ts';
import { type AnyAutomatedCheck, type AnyRead, isFactRead } from '../src/plugin-api/index.ts';
import { expectDenials } from './support/fixture-runner/denial.ts';
import { applyChanges, changesOf } from './support/fixture-runner/fix.ts';
import { failGolden, goldenText, verdictGolden } from './support/fixture-runner/golden.ts';
import { type FixtureFile, isAutomated, loadCheckFolders, readFixture } from './support/fixture-runner/load.ts';
import { runFixture } from './support/fixture-runner/run.ts';
import { neutral, shapesOf } from './support/fixture-runner/shapes.ts';

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
    for (const fixture of fixtures)
      test(`${fixture.name}: what is denied makes no verdict better`, () =>
        expectDenials(check, readFixture(fixture.path)));
    test('it asks for all that it may read', () => expectHonestReads(check, fixtures));
  });
}

function expectVerdict(check: AnyAutomatedCheck, { path, golden, expects }: FixtureFile): void {
  const fixture = readFixture(path);
  const { results, findings } = runFixture(check, fixture);
  const statuses = new Set(results.map(({ status }) => status));
  if (statuses.has('error')) expect(verdictGolden(results)).toBe('no error');
  if (expects === 'fail') {
    const { changed } = applyChanges(fixture.objects, changesOf(findings));
    const actual = failGolden(findings, changed);
    expect(actual).toBe(goldenText(golden, actual));
    expect(statuses).toContain('fail');
    return;
  }
  expect(statuses).toContain(expects);
  expect(statuses).not.toContain('fail');
  if (expects === 'pass') expect(statuses).not.toContain('unknown');
  if (expects !== 'unknown') return;
  const actual = verdictGolden(results);
  expect(actual).toBe(goldenText(golden, actual));
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

function expectHonestReads(check: AnyAutomatedCheck, fixtures: readonly FixtureFile[]): void {
  const asked = new Set(fixtures.flatMap(({ path }) => [...runFixture(check, readFixture(path)).asked]));
  // That a kind must be readable is a declaration of its own: the Namespace of a subject, whatever is asked of it.
  const isIdle = (read: AnyRead) => !asked.has(read) && read.need === 'may';
  expect(readsOf(check).filter(isIdle).map(describeRead)).toEqual([]);
  const tables = check.tables ?? [];
  expect(tables.filter((table) => !asked.has(table)).map(({ id }) => id)).toEqual([]);
}

function describeRead(read: AnyRead): string {
  return isFactRead(read) ? read.fact.name : `${read.what} (${read.reach})`;
}

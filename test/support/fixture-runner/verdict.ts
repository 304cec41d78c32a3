/** What a fixture gives is what its name and its golden file say. */
import { expect } from 'vitest';
import { kindsOfSubject } from '../../../src/engine/index.ts';
import type { AnyAutomatedCheck } from '../../../src/plugin-api/index.ts';
import { applyChanges, changesOf } from './fix.ts';
import { failGolden, goldenText, verdictGolden } from './golden.ts';
import { type Expectation, type Fixture, type FixtureFile, readFixture } from './load.ts';
import { type FixtureRun, runFixture } from './run.ts';

export function expectVerdict(check: AnyAutomatedCheck, { path, golden, expects }: FixtureFile): void {
  const fixture = readFixture(path);
  const run = runFixture(check, fixture);
  expectShown(check, fixture, expects, run);
  const actual = goldenOf(fixture, expects, run);
  if (actual !== undefined) expect(actual).toBe(goldenText(golden, actual));
}

/** `expects` is among the verdicts, and nothing that would make it another fixture. */
export function expectShown(
  check: AnyAutomatedCheck,
  fixture: Fixture,
  expects: Expectation,
  { results }: FixtureRun,
): void {
  const statuses = new Set(results.map(({ status }) => status));
  if (statuses.has('error')) expect(verdictGolden(results)).toBe('no error');
  if (expects === 'not-applicable' && results.length === 0 && isAbsent(check, fixture)) return;
  expect(statuses).toContain(expects);
  if (expects !== 'fail') expect(statuses).not.toContain('fail');
  if (expects === 'pass') expect(statuses).not.toContain('unknown');
}

/** What the server does not serve has no objects, and so no verdicts. */
function isAbsent({ subject }: AnyAutomatedCheck, { coverage }: Fixture): boolean {
  const kinds = kindsOfSubject(subject);
  const isServed = (kind: string) => !coverage.some((each) => each.kind === kind && each.state === 'absent');
  return kinds.length > 0 && !kinds.some(isServed);
}

/** A verdict that rests on evidence, or on inference, is held to it; one that says nothing more is its name. */
function goldenOf(fixture: Fixture, expects: Expectation, { results, findings }: FixtureRun): string | undefined {
  if (expects === 'fail') return failGolden(findings, applyChanges(fixture.objects, changesOf(findings)).changed);
  const isTold = results.some(({ confidence, evidence }) => confidence === 'inferred' || evidence.length > 0);
  return isTold ? verdictGolden(results) : undefined;
}

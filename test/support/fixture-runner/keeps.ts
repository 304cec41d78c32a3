/** What a check keeps of custom resources is all that it reads of them, and is there. */
import { expect } from 'vitest';
import { objectReadsOf } from '../../../src/engine/view/reads.ts';
import { isResourceName } from '../../../src/kube/kinds.ts';
import { resourceFor } from '../../../src/kube/resource-names.ts';
import type { CheckResult } from '../../../src/model/finding.ts';
import type { AnyAutomatedCheck } from '../../../src/plugin-api/index.ts';
import type { Fixture } from './load.ts';
import { runFixture } from './run.ts';

/** With whole custom resources in its sight the check says the same. */
export function expectKeptIsEnough(check: AnyAutomatedCheck, fixture: Fixture): void {
  const seen = runFixture(check, fixture, { isWhole: true }).results.map(comparable);
  expect(seen, 'it reads a member that it does not keep').toEqual(runFixture(check, fixture).results.map(comparable));
}

/** The hash of what was judged differs where a path leads to a member of which only a part is kept. */
function comparable({ check: _, findings, ...rest }: CheckResult): object {
  return { ...rest, findings: findings.map(({ judged: _, ...finding }) => finding) };
}

/** Kept paths that lead to a member of no object in any of the fixtures, as `widgets.example.com spec.sice`. */
export function unmetKeeps(check: AnyAutomatedCheck, fixtures: readonly Fixture[]): readonly string[] {
  const objects = fixtures.flatMap((fixture) => fixture.objects);
  const kept = objectReadsOf(check).flatMap(({ what, keep = [] }) =>
    isResourceName(what) ? keep.map((path) => ({ what, path })) : [],
  );
  const isMet = ({ what, path }: (typeof kept)[number]) =>
    objects.some((object) => resourceFor(object, [what]) !== undefined && isThere(object, path.split('.')));
  return [...new Set(kept.filter((each) => !isMet(each)).map(({ what, path }) => `${what} ${path}`))];
}

/** A path goes through every item of a list. */
function isThere(value: unknown, [member, ...below]: readonly string[]): boolean {
  if (member === undefined) return value !== null;
  if (Array.isArray(value)) return value.some((item) => isThere(item, [member, ...below]));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, member)) return false;
  return isThere((value as Readonly<Record<string, unknown>>)[member], below);
}

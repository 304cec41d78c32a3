/** What a check declares and none of its fixtures shows. */
import { inputsOf, settingsOf } from '../../../src/engine/index.ts';
import { readsOf } from '../../../src/engine/view/reads.ts';
import { type AnyAutomatedCheck, type AnyRead, isFactRead } from '../../../src/plugin-api/index.ts';
import type { Expectation, Fixture } from './load.ts';
import { runFixture } from './run.ts';

/** In the order of reads, tables, inputs and settings; for people. */
export function unshown(check: AnyAutomatedCheck, fixtures: readonly Fixture[]): readonly string[] {
  const asked = new Set(fixtures.flatMap((fixture) => [...runFixture(check, fixture).asked]));
  // That a kind must be readable is a declaration of its own: the Namespace of a subject, whatever is asked of it.
  const isIdle = (read: AnyRead) => !asked.has(read) && read.need === 'may';
  const tables = (check.tables ?? []).filter((table) => !asked.has(table));
  const given = new Set(fixtures.flatMap((fixture) => namesGiven(fixture)));
  const values = [...Object.keys(inputsOf(check)), ...Object.keys(settingsOf(check))];
  return [
    ...readsOf(check).filter(isIdle).map(describeRead),
    ...tables.map(({ id }) => id),
    ...values.filter((name) => !given.has(name)).map((name) => `${name} is given in no fixture`),
  ];
}

/** Nothing can be denied in files: a check that is shown to fail only there escapes the denials. */
export function failsInFilesOnly(
  fixtures: readonly { readonly expects: Expectation; readonly fixture: Pick<Fixture, 'sourceType'> }[],
): boolean {
  const failing = fixtures.filter(({ expects }) => expects === 'fail');
  return failing.length > 0 && failing.every(({ fixture }) => fixture.sourceType === 'files');
}

function namesGiven({ given: { inputs = {}, settings = {} } = {} }: Fixture): readonly string[] {
  return [...Object.keys(inputs), ...Object.keys(settings)];
}

function describeRead(read: AnyRead): string {
  return isFactRead(read) ? read.fact.name : `${read.what} (${read.reach})`;
}

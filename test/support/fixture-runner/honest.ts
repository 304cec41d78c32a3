/** What a check declares and none of its fixtures shows. */
import { inputsOf, settingsOf } from '../../../src/engine/index.ts';
import { readsOf } from '../../../src/engine/view/reads.ts';
import { type AnyAutomatedCheck, type AnyRead, isFactRead } from '../../../src/plugin-api/index.ts';
import type { Fixture } from './load.ts';
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

function namesGiven({ given: { inputs = {}, settings = {} } = {} }: Fixture): readonly string[] {
  return [...Object.keys(inputs), ...Object.keys(settings)];
}

function describeRead(read: AnyRead): string {
  return isFactRead(read) ? read.fact.name : `${read.what} (${read.reach})`;
}

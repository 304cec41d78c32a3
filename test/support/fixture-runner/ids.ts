/** Waivers and answers hold for the id of a finding: two findings never share one. */
import { expect } from 'vitest';
import type { AnyAutomatedCheck } from '../../../src/plugin-api/index.ts';
import { type FixtureFile, readFixture } from './load.ts';
import { runFixture } from './run.ts';

/** What has an id, by the id: the same object in several fixtures has the same one. */
export type Seen = Map<string, string>;

export function expectUniqueIds(check: AnyAutomatedCheck, fixtures: readonly FixtureFile[], seen: Seen): void {
  for (const { path } of fixtures) {
    for (const finding of runFixture(check, readFixture(path)).findings) {
      const { id, subject, part, path: place, key, at } = finding;
      const identity = JSON.stringify([check.meta.id, subject, part, place, key, at]);
      expect(seen.get(id) ?? identity, `${path}: ${finding.message}`).toBe(identity);
      seen.set(id, identity);
    }
  }
}

/** Findings name places that stay where they are: by members that their kind has and by merge keys, never by an index. */
import { expect } from 'vitest';
import { refKey, refOf } from '../../../src/kube/refs.ts';
import type { AnyAutomatedCheck } from '../../../src/plugin-api/index.ts';
import { changeProblem } from './changes.ts';
import type { Fixture } from './load.ts';
import { indexedStep, stepProblem } from './paths.ts';
import { runFixture } from './run.ts';

export function expectPlaces(check: AnyAutomatedCheck, fixture: Fixture): void {
  const objects = new Map(fixture.objects.map((object) => [refKey(refOf(object)), object]));
  for (const { subject, at, path, part, key, message, proposal } of runFixture(check, fixture).findings) {
    for (const [name, value] of Object.entries({ part, key }))
      if (value !== undefined) expect(value, `${message}: its ${name} is an index`).not.toMatch(/^\d+$/);
    for (const change of proposal?.changes ?? []) expect(changeProblem(change, objects), message).toBeUndefined();
    if (path === undefined) continue;
    const place = at ?? subject;
    const object = objects.get(refKey(place));
    // A Namespace may be referred to only: its labels still have a path.
    if (subject.kind !== 'Namespace') expect(object, `${message} has a path in an object of the fixture`).toBeDefined();
    expect(indexedStep(object, path), message).toBeUndefined();
    expect(stepProblem(place, path), message).toBeUndefined();
  }
}

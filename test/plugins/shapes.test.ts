/** No check of workloads goes without being tried as Pod, Deployment and CronJob, and none unnoticed. */
import { expect, test } from 'vitest';
import { isAutomated, loadCheckFolders, readFixture } from '../support/fixture-runner/load.ts';
import { KIND_DECIDES, shapesOf } from '../support/fixture-runner/shapes.ts';

/** What they show is told by pods that run. */
const NEED_PODS: readonly string[] = ['images/critical-vulns', 'images/minimal-base'];

const folders = (await loadCheckFolders()).filter(({ check }) => isAutomated(check) && check.subject === 'Workload');

test('each check of workloads has a fixture that passes and one that fails in all three kinds', () => {
  const without = folders
    .filter(({ id }) => !KIND_DECIDES.has(id))
    .flatMap(({ id, fixtures }) =>
      (['pass', 'fail'] as const)
        .filter((wanted) => !fixtures.some(({ expects, path }) => expects === wanted && isShaped(path)))
        .map((wanted) => `${id}: ${wanted}`),
    );
  expect(without).toEqual(NEED_PODS.flatMap((id) => [`${id}: pass`, `${id}: fail`]));
});

test('the checks whose subject is the kind itself are checks of workloads', () => {
  const known = folders.map(({ id }) => id);
  expect([...KIND_DECIDES].filter((id) => !known.includes(id))).toEqual([]);
});

function isShaped(path: string): boolean {
  return shapesOf(readFixture(path)).length > 0;
}

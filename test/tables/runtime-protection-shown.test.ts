/** Every agent of the table is shown as its project installs it, and recognised there by its image. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseImage } from '../../src/analysis/pod-template/index.ts';
import type { KindMap } from '../../src/plugin-api/index.ts';
import { runtimeProtection } from '../../src/tables/runtime-protection.ts';
import { fitsPattern } from '../../src/text/pattern.ts';
import { loadCheckFolders, readFixture } from '../support/fixture-runner/load.ts';

const folder = (await loadCheckFolders()).find(({ id }) => id === 'runtime/protection');
const passes = (folder?.fixtures ?? []).filter(({ expects }) => expects === 'pass');
const shown = passes.flatMap(({ path, golden }) => {
  const text = readFileSync(golden, 'utf8');
  const daemonSets = readFixture(path).objects.filter(({ kind }) => kind === 'DaemonSet');
  return daemonSets.map((object) => ({ object: object as KindMap['DaemonSet'], golden: text }));
});

test.each(runtimeProtection.rows)('$name is shown by a fixture that its golden file names it in', (row) => {
  const ofRow = shown.filter(
    ({ object }) =>
      repositories(object).some((each) => row.images.some((end) => `/${each}`.endsWith(`/${end}`))) &&
      row.daemonSets.some((pattern) => fitsPattern(pattern, object.metadata.name)),
  );
  const named = ofRow.filter(({ object: { metadata }, golden }) =>
    golden.includes(`${row.name} (DaemonSet ${metadata.namespace}/${metadata.name}) is ready on `),
  );
  expect(named.map(({ object }) => object.metadata.name)).not.toEqual([]);
});

function repositories({ spec }: KindMap['DaemonSet']): readonly string[] {
  return (spec?.template.spec?.containers ?? []).flatMap(({ image }) => {
    if (image === undefined) return [];
    const { registry, repository } = parseImage(image);
    return [`${registry}/${repository}`];
  });
}

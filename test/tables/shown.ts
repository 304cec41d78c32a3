/** Which rows of a table no fixture of a check shows. */
import { loadCheckFolders, readFixture } from '../support/fixture-runner/load.ts';

const folders = await loadCheckFolders();

/** Rows that no text of the objects in the fixtures of the check is recognised by: to be empty. */
export function unshown<Row>(
  check: string,
  rows: readonly Row[],
  recognises: (row: Row, text: string) => boolean,
): readonly Row[] {
  const texts = textsOfFixtures(check);
  return rows.filter((row) => !texts.some((text) => recognises(row, text)));
}

/** What stands in the objects of the cluster: settings and rows of a fixture show nothing of it. */
function textsOfFixtures(check: string): readonly string[] {
  const fixtures = folders.find(({ id }) => id === check)?.fixtures ?? [];
  return [...new Set(fixtures.flatMap(({ path }) => textsIn(readFixture(path).objects)))];
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Which rows of a table no fixture of a check shows. */
import { readdirSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

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
  const folder = new URL(`../../plugins/${check}/fixtures/`, import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml') && !name.endsWith('.golden.yaml'));
  const objects = names
    .flatMap((name) => parseAllDocuments(readFileSync(new URL(name, folder), 'utf8')))
    .map((document): unknown => document.toJS())
    .filter((object) => !/^Fixture/.test(String((object as { kind?: unknown } | null)?.kind)));
  return [...new Set(textsIn(objects))];
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Checks with their fixture files, and what one fixture file holds. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseAllDocuments } from 'yaml';
import type { EvidenceSet, SourceType } from '../../../src/model/ports.ts';
import type { AnyAutomatedCheck, Check, Coverage, KubeObject, StoredKind } from '../../../src/plugin-api/index.ts';
import type { Given } from './given.ts';
import { readVocabulary } from './vocabulary.ts';

export const PLUGINS_FOLDER = fileURLToPath(new URL('../../../plugins', import.meta.url));

export type Expectation = 'pass' | 'fail' | 'unknown' | 'not-applicable';
export interface FixtureFile {
  readonly name: string;
  readonly path: string;
  readonly expects: Expectation;
  readonly golden: string;
}
export interface CheckFolder {
  /** `area/check`, as the folders say. */
  readonly id: string;
  readonly folder: string;
  readonly check: Check;
  readonly fixtures: readonly FixtureFile[];
}

export interface Fixture {
  readonly objects: readonly KubeObject[];
  readonly coverage: readonly (Coverage & { readonly kind: StoredKind; readonly namespace?: string })[];
  readonly evidence: EvidenceSet;
  readonly sourceType: SourceType;
  /** Inputs, settings and rows of tables for the check that it is run with. */
  readonly given?: Given;
}

/** All checks under `plugins/`; the template is one of them, so that it stays an example that works. */
export async function loadCheckFolders(): Promise<readonly CheckFolder[]> {
  const areas = foldersOf(PLUGINS_FOLDER).filter((name) => !name.startsWith('_'));
  const folders = areas.flatMap((area) =>
    foldersOf(join(PLUGINS_FOLDER, area)).map((check) => ({ id: `${area}/${check}`, path: join(area, check) })),
  );
  const all = [...folders, { id: 'area/template', path: '_template' }];
  return Promise.all(
    all
      .filter(({ path }) => existsSync(join(PLUGINS_FOLDER, path, 'check.ts')))
      .map(async ({ id, path }) => {
        const folder = join(PLUGINS_FOLDER, path);
        const module = (await import(pathToFileURL(join(folder, 'check.ts')).href)) as { readonly default: Check };
        return { id, folder, check: module.default, fixtures: fixturesIn(join(folder, 'fixtures')) };
      }),
  );
}

export function isAutomated(check: Check): check is AnyAutomatedCheck {
  return check.mode === 'automated';
}

function foldersOf(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function fixturesIn(folder: string): readonly FixtureFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.golden.yaml'))
    .sort()
    .map((name) => {
      const expects = /^(pass|fail|unknown|not-applicable)-/.exec(name)?.[1] as Expectation | undefined;
      if (expects === undefined)
        throw new Error(`${folder}/${name}: a fixture begins with what it shows: pass-, fail-`);
      const path = join(folder, name);
      return { name, path, expects, golden: path.replace(/\.yaml$/, '.golden.yaml') };
    });
}

export function readFixture(path: string): Fixture {
  const documents = parseAllDocuments(readFileSync(path, 'utf8'));
  const values = documents.flatMap((document) => {
    if (document.errors[0] !== undefined) throw document.errors[0];
    const value = document.toJS() as unknown;
    return value === null ? [] : [value as Record<string, unknown>];
  });
  return readVocabulary(values, path);
}

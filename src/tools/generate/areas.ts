/** What the folders under `plugins/` hold: areas, and the checks of each. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capitalized } from '../../text/words.ts';

export interface Area {
  readonly name: string;
  readonly title: string;
  /** Folder names of its checks, sorted. */
  readonly checks: readonly string[];
}

export function readAreas(plugins: string): readonly Area[] {
  return foldersOf(plugins)
    .map((name) => ({
      name,
      title: titleOf(join(plugins, name), name),
      checks: foldersOf(join(plugins, name)).filter((check) => existsSync(join(plugins, name, check, 'check.ts'))),
    }))
    .filter(({ checks }) => checks.length > 0);
}

/** Names that begin with `_` are no areas. */
function foldersOf(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map(({ name }) => name)
    .sort();
}

/** The title is the one line of an area's index that a person writes; it survives every generation. */
function titleOf(folder: string, name: string): string {
  const index = join(folder, 'index.ts');
  const written = existsSync(index) ? /^ {2}title: '([^']+)',$/m.exec(readFileSync(index, 'utf8'))?.[1] : undefined;
  return written ?? capitalized(name.replaceAll('-', ' '));
}

/** Everything that is made: registry and reference pages from the checks, the table of kinds from the client. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Check, Plugin } from '../../plugin-api/index.ts';
import { botTemplate } from '../release/krew.ts';
import { architectureText, PAGE } from './architecture.ts';
import { type Area, readAreas } from './areas.ts';
import { coverageText } from './coverage.ts';
import { areaDocs, overviewText } from './docs.ts';
import { formatsText } from './formats.ts';
import { KEYS_PAGE, keysText } from './keys.ts';
import { kindFiles } from './kinds/index.ts';
import { areaText, checkNamesText, registryText } from './registry.ts';

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

export async function generate(root: string): Promise<readonly GeneratedFile[]> {
  const folder = join(root, 'plugins');
  const areas = readAreas(folder);
  const plugins = await Promise.all(areas.map((area) => loadArea(folder, area)));
  const fixturesOf = (check: Check) =>
    fixtureFiles(join(folder, ...check.meta.id.split('/'), 'fixtures'))
      .filter((file) => /^(pass|fail)-.*(?<!\.golden)\.yaml$/.test(file))
      .sort();
  const sources: readonly GeneratedFile[] = [
    { path: 'plugins/index.ts', text: registryText(areas) },
    ...areas.map((area) => ({ path: `plugins/${area.name}/index.ts`, text: areaText(area) })),
    { path: 'src/cli/completion/checks.generated.ts', text: checkNamesText(plugins) },
    ...(await kindFiles(root)),
  ];
  return [
    ...sources.map((file) => ({ ...file, text: formatted(root, file) })),
    { path: 'plugins/README.md', text: overviewText(plugins) },
    ...plugins.map((plugin) => ({ path: `plugins/${plugin.name}/README.md`, text: areaDocs(plugin, fixturesOf) })),
    { path: 'docs/output-formats.md', text: formatsText() },
    { path: 'docs/coverage.md', text: coverageText(plugins) },
    { path: PAGE, text: architectureText(root) },
    { path: KEYS_PAGE, text: keysText(root) },
    { path: '.krew.yaml', text: botTemplate(readFileSync(join(root, 'krew-manifest.yaml'), 'utf8')) },
  ];
}

function fixtureFiles(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Paths whose content on disk is not what would be generated. */
export function staleFiles(root: string, files: readonly GeneratedFile[]): readonly string[] {
  return files
    .filter(({ path, text }) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text)
    .map(({ path }) => path);
}

export function writeFiles(root: string, files: readonly GeneratedFile[]): void {
  for (const { path, text } of files) writeFileSync(join(root, path), text);
}

/** The checks are loaded one by one: the registry on disk may be older than the folders. */
async function loadArea(folder: string, area: Area): Promise<Plugin> {
  const checks = area.checks.map(async (check) => {
    const file = join(folder, area.name, check, 'check.ts');
    const module = (await import(pathToFileURL(file).href)) as { readonly default?: Check };
    if (module.default?.meta === undefined) throw new TypeError(`${file} has no check as its default export`);
    return module.default;
  });
  return { apiVersion: 1, name: area.name, title: area.title, checks: await Promise.all(checks) };
}

/** As the repository's formatter would leave it, so that formatting never makes a generated file stale. */
function formatted(root: string, { path, text }: GeneratedFile): string {
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [biome, 'check', '--write', `--stdin-file-path=${path}`],
    {
      cwd: root,
      input: text,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`${path} could not be formatted: ${stderr}`);
  return stdout;
}

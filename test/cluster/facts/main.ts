/** `npm run generate:facts`: writes what fixtures are held to. After a new Kubernetes version. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { programs } from '../build.ts';
import { wantedRelease } from '../kubernetes.ts';
import { componentFlags } from './component-flags.ts';
import { type FactFile, flagFile, mergeKeyFile } from './files.ts';
import { mergeKeysIn, type OpenApi } from './merge-keys.ts';
import { moduleFolder } from './module-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const say = (line: string) => process.stderr.write(`facts: ${line}\n`);

async function main(): Promise<void> {
  const openApi = await readFile(
    join(await moduleFolder('k8s.io/kubernetes'), 'api/openapi-spec/swagger.json'),
    'utf8',
  );
  const flags = await componentFlags(await programs(say));
  const { version } = await wantedRelease();
  write([flagFile(flags, version), mergeKeyFile(mergeKeysIn(JSON.parse(openApi) as OpenApi), version)]);
}

function write(files: readonly FactFile[]): void {
  for (const { path, text } of files) writeFileSync(join(ROOT, path), text);
  const biome = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const paths = files.map(({ path }) => path);
  const { status } = spawnSync(process.execPath, [biome, 'check', '--write', ...paths], { cwd: ROOT });
  if (status !== 0) throw new Error(`could not be formatted: ${paths.join(', ')}`);
  for (const path of paths) process.stdout.write(`wrote ${path}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

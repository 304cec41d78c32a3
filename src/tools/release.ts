/**
 * `npm run release [-- --platform OS/ARCH]... [--assemble]`: builds the archives into `.build/release/VERSION`, then, when
 * all platforms are there, checksums, bill of materials and the manifest for krew. With `--assemble` it builds no
 * archive and takes those that are there, as a release does that builds each on a machine of its kind.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { VERSION } from '../cli/version.ts';
import { assemble, buildArchives } from './release/index.ts';
import { PLATFORMS, platformName } from './release/platforms.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { platform: { type: 'string', multiple: true }, assemble: { type: 'boolean' } },
  });
  const wanted = values.platform ?? PLATFORMS.map(platformName);
  const unknown = wanted.find((name) => !PLATFORMS.some((platform) => platformName(platform) === name));
  if (unknown !== undefined) throw new Error(`${unknown} is not released: ${PLATFORMS.map(platformName).join(', ')}`);
  const folder = join(root, '.build', 'release', VERSION);
  mkdirSync(folder, { recursive: true });
  const say = (line: string) => process.stdout.write(`${line}\n`);
  if (values.assemble !== true) {
    const platforms = PLATFORMS.filter((platform) => wanted.includes(platformName(platform)));
    await buildArchives(root, folder, platforms, say);
  }
  if (values.assemble === true || values.platform === undefined) await assemble(root, folder, say);
}

main().catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

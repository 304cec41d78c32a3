/** Builds the bundle: one folder under `.build/`, named by the fingerprint of the sources it was made of. */
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
// @ts-expect-error plain JavaScript, shared with the launcher
import { fingerprint } from './bundle.mjs';
import { bundleOptions } from './bundle-options.ts';

/** Other processes may still run older bundles, and load more of them: these and all of the last hour are kept. */
const KEEP = 4;
const HOUR_MS = 3_600_000;
const root = fileURLToPath(new URL('../..', import.meta.url));

async function main(): Promise<void> {
  const folder = join(root, '.build');
  const name = fingerprint(root) as string;
  const draft = join(folder, `draft-${process.pid}`);
  mkdirSync(draft, { recursive: true });
  try {
    const { metafile } = await build({ ...bundleOptions(root), outdir: draft });
    writeFileSync(join(draft, 'meta.json'), JSON.stringify(metafile));
    publish(draft, join(folder, name));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  prune(folder);
}

function publish(draft: string, place: string): void {
  try {
    renameSync(draft, place);
  } catch (error) {
    // Another process was faster; what it built is the same.
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function prune(folder: string): void {
  const bundles = readdirSync(folder)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
    .sort((left, right) => right.at - left.at);
  const old = bundles.slice(KEEP).filter(({ at }) => Date.now() - at > HOUR_MS);
  for (const { path } of old) rmSync(path, { recursive: true, force: true });
}

main().catch((error: unknown) => {
  // esbuild has printed its own messages.
  process.stderr.write(`error: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}\n`);
  process.exitCode = 1;
});

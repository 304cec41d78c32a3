/** Finds the bundle of the sources as they are now, and has it built when there is none. Plain JavaScript: bin/ imports it. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SOURCE = /\.(ts|tsx|mjs)$/;

/** Changes whenever a source file is added, removed or written. */
export function fingerprint(root) {
  const hash = createHash('sha256');
  for (const file of [...sources(root, 'src'), ...sources(root, 'plugins'), 'package.json', 'package-lock.json']) {
    const { mtimeMs, size } = statSync(join(root, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

function sources(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === 'fixtures' ? [] : sources(root, path);
      return SOURCE.test(entry.name) ? [path] : [];
    });
}

/** `{ url }` of the entry module, or `{ error }` with a sentence. */
export function currentBundle(root) {
  const entry = join(root, '.build', fingerprint(root), 'main.js');
  if (!existsSync(entry)) {
    if (!existsSync(join(root, 'node_modules', 'esbuild')))
      return { error: `this clone is not set up. Run: cd ${root} && npm run -s demo` };
    const tool = fileURLToPath(new URL('build.ts', import.meta.url));
    const built = spawnSync(process.execPath, [tool], { cwd: root, stdio: ['ignore', 2, 2] });
    if (built.status !== 0) return { error: 'the program does not build; the messages are above' };
    // Sources that were written during the build are picked up by the next start.
    if (!existsSync(entry)) return currentBundle(root);
  }
  return { url: pathToFileURL(entry).href };
}

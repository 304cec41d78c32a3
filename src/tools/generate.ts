/**
 * `npm run generate`: writes the registry and the reference pages of the checks, and the table of kinds. With `--check`
 * it writes nothing and ends with 1 when a file is not as it would be written.
 */
import { fileURLToPath } from 'node:url';
import { generate, staleFiles, writeFiles } from './generate/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = await generate(root);
const stale = staleFiles(root, files);
if (process.argv.includes('--check')) {
  for (const path of stale) process.stderr.write(`error: ${path} is not current. Run npm run generate.\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  writeFiles(root, files);
  for (const path of stale) process.stdout.write(`wrote ${path}\n`);
}

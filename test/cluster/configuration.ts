/** What the components themselves say of their configuration: the loaders of the release that the tests run. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { goBuild } from './go.ts';
import { moduleFiles, wantedRelease } from './kubernetes.ts';
import { CONTROL_PLANE_MODULE, cacheFolder } from './paths.ts';

const SOURCE = join('configuration', 'main.go');

/** For each document what is wrong with it, or null. Rejects where the loaders cannot be built or end badly. */
export async function loadConfigurations(documents: readonly string[]): Promise<readonly (string | null)[]> {
  const child = spawn(await built(), [], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  child.stdin.end(documents.map((each) => `${JSON.stringify({ text: each })}\n`).join(''));
  const answers = await text(child.stdout);
  const code = await ended;
  if (code !== 0) throw new Error(`the loaders of configuration ended with ${code}`);
  return answers
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as string | null);
}

/** Once for each state of its sources. */
async function built(): Promise<string> {
  const release = await wantedRelease();
  const hash = createHash('sha256');
  for (const file of [SOURCE, ...moduleFiles(release)]) hash.update(readFileSync(join(CONTROL_PLANE_MODULE, file)));
  const folder = join(cacheFolder(), `configuration-${hash.digest('hex').slice(0, 16)}`);
  const output = join(folder, 'configuration');
  if (existsSync(output)) return output;
  mkdirSync(folder, { recursive: true });
  await goBuild(
    {
      module: CONTROL_PLANE_MODULE,
      pkg: './configuration',
      output: `${output}.${process.pid}`,
      flags: [`-modfile=${release.modFile}`],
      title: 'loaders of configuration',
    },
    (line) => process.stderr.write(`${line}\n`),
  );
  renameSync(`${output}.${process.pid}`, output);
  return output;
}

/**
 * `npm run check -- AREA/CHECK [--watch] [--update]`: the fixtures and the metadata of one check, with types and lint, in
 * seconds. `--update` writes its golden files anew; `--watch` runs again at each change.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const USAGE = 'usage: npm run check -- AREA/CHECK [--watch] [--update]';

interface Options {
  readonly update?: boolean | undefined;
  readonly watch?: boolean | undefined;
}

function bin(name: string): string {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}

/** Exit code of a step; its output goes to the terminal. */
function run(command: string, parameters: readonly string[], env: NodeJS.ProcessEnv): boolean {
  const shell = process.platform === 'win32';
  return spawnSync(command, parameters, { cwd: root, stdio: 'inherit', env, shell }).status === 0;
}

/** What runs, before the first output of it. */
function announce(id: string, folder: string, { update = false, watch = false }: Options): void {
  const fixtures = join(root, folder, 'fixtures');
  const count = existsSync(fixtures)
    ? readdirSync(fixtures).filter((name) => name.endsWith('.yaml') && !name.endsWith('.golden.yaml')).length
    : 0;
  const steps = [...(watch ? ['types'] : ['lint', 'types']), `${count} fixtures`, 'metadata'].join(', ');
  const goldens = update ? ' Its golden files are written anew: read the difference.' : '';
  process.stdout.write(`${id}: ${steps}${watch ? ', again at each change' : ''}.${goldens}\n`);
}

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { watch: { type: 'boolean' }, update: { type: 'boolean' } },
  });
  const [id = ''] = positionals;
  const folder = join('plugins', ...(id === 'area/template' ? ['_template'] : id.split('/')));
  if (id === '' || !existsSync(join(root, folder, 'check.ts'))) {
    process.stderr.write(`error: there is no check ${JSON.stringify(id)}.\n${USAGE}\n`);
    return 2;
  }
  announce(id, folder, values);
  const env = values.update === true ? { ...process.env, UPDATE_GOLDENS: '1' } : process.env;
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const files = ['test/fixtures.test.ts', 'test/metadata.test.ts'];
  const tests = [
    vitest,
    values.watch === true ? 'watch' : 'run',
    '--project',
    'unit',
    '--hideSkippedTests',
    '-t',
    `${id} `,
    ...files,
  ];
  if (values.watch === true) {
    const types = spawn(bin('tsc'), ['--watch', '--preserveWatchOutput'], { cwd: root, stdio: 'inherit' });
    const isGreen = run(process.execPath, tests, env);
    types.kill();
    return isGreen ? 0 : 1;
  }
  const steps = [
    run(bin('biome'), ['check', '--error-on-warnings', folder], env),
    run(bin('tsc'), [], env),
    run(process.execPath, tests, env),
  ];
  return steps.every((isGreen) => isGreen) ? 0 : 1;
}

process.exitCode = main();

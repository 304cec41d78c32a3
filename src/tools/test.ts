/**
 * `npm test`: format and lint, types, bundle, generated files, workflows, every test. The last line sums all of it up. With
 * `--quick` what needs Go is left out, the real control plane and the real krew, and that is said.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goProgramFolder } from './go-program.ts';
import { kubectlFolder } from './kubectl.ts';
import { countTests, sumTallies, type Tally } from './tally.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const args = process.argv.slice(2);
const isQuick = args.includes('--quick');
const filters = args.filter((arg) => arg !== '--quick');

const GO_MISSING =
  'Go is not installed, and the tests run a real Kubernetes control plane that is built with it. ' +
  'Install Go 1.26 or newer so that `go version` works, or run `npm run test:quick`, ' +
  'which leaves the control plane out.';

function bin(name: string): string {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}

function run(title: string, command: string, parameters: readonly string[], env = process.env): boolean {
  process.stdout.write(`\n── ${title}\n`);
  const shell = process.platform === 'win32';
  return spawnSync(command, parameters, { cwd: root, stdio: 'inherit', env, shell }).status === 0;
}

/**
 * The projects run side by side, those that talk to the control plane one file after the other: they wait for most of their
 * time, and share it with nobody.
 */
async function runTests(env: NodeJS.ProcessEnv): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-test-'));
  try {
    process.stdout.write('\n── tests\n');
    const projects = isQuick ? ['unit'] : ['unit', 'cluster', 'install'];
    const tallies = await Promise.all(projects.map((project) => runProject(project, folder, env)));
    return sumTallies(tallies);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Many tests wait for programs that they start: one worker, the default on two cores, leaves a core idle. */
function workersOf(project: string): readonly string[] {
  return project === 'unit' ? [`--maxWorkers=${Math.max(2, availableParallelism() - 1)}`] : [];
}

function lintWorkflows(): boolean {
  const module = join(root, 'test', 'actionlint');
  const built = 'github.com/rhysd/actionlint/cmd/actionlint';
  const folder = goProgramFolder({ name: 'actionlint', module, package: built, linkerFlags: '-s -w' });
  // Alike everywhere: not with the linters of shells that a machine may have.
  return run('workflows', join(folder, 'actionlint'), ['-shellcheck=', '-pyflakes=']);
}

/** Through a pipe each prints file by file, and none redraws what others have printed. */
async function runProject(project: string, folder: string, env: NodeJS.ProcessEnv): Promise<Tally> {
  const file = join(folder, `${project}.json`);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const options = ['--project', project, '--passWithNoTests', ...workersOf(project), ...reporters];
  const child = spawn(process.execPath, [vitest, 'run', ...options, ...filters], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  const ended = new Promise<boolean>((resolve) => child.on('close', (code) => resolve(code === 0)));
  child.stdout.pipe(process.stdout, { end: false });
  const isGreen = await ended;
  return countTests(readResults(file), isGreen);
}

function withKubectl(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const folder = kubectlFolder(root, env);
  return folder === undefined ? env : { ...env, PATH: `${folder}${delimiter}${env.PATH}` };
}

function readResults(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

async function main(): Promise<number> {
  if (!isQuick && spawnSync('go', ['version']).status !== 0) {
    process.stderr.write(`error: ${GO_MISSING}\n`);
    return 1;
  }
  const steps = [
    run('format and lint', bin('biome'), ['ci', '--error-on-warnings', '.']),
    run('types', bin('tsc'), []),
    run('bundle', process.execPath, [join(root, 'src', 'tools', 'build.ts')]),
    run('generated files are current', process.execPath, [join(root, 'src', 'tools', 'generate.ts'), '--check']),
  ];
  if (!isQuick) steps.push(lintWorkflows());
  const tests = await runTests(isQuick ? process.env : withKubectl(process.env));
  const failed = steps.filter((isGreen) => !isGreen).length + tests.failed;
  const passed = steps.filter((isGreen) => isGreen).length + tests.passed;
  if (isQuick)
    process.stdout.write(
      '\nLeft out: every test on the real control plane or the built executable, and the lint of workflows. `npm test` runs them.\n',
    );
  for (const note of tests.notes) process.stdout.write(`${note}\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();

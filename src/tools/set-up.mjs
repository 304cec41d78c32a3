/**
 * Sets up a clone: installs the dependencies when they do not match package-lock.json. Plain JavaScript for the
 * machine's own Node, since nothing is installed yet when it runs. Everything it says goes to stderr.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The Node that the project pins as a dependency. */
export const pinnedNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const OLDEST_NODE = 20;

/** Prints one sentence and ends the process. */
export function fail(sentence) {
  process.stderr.write(`error: ${sentence}\n`);
  process.exit(1);
}

/** Installs what is missing; quick when everything is there. */
export function setUp() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE)
    fail(`Node ${process.versions.node} is too old to set up this clone. Install Node ${OLDEST_NODE} or newer.`);
  if (!isInstalled()) install();
  const version = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' });
  if (version.status !== 0)
    fail(
      `${pinnedNode} does not run. The package "node" needs its install script: ` +
        'allow scripts (npm config set ignore-scripts false), remove node_modules, and try again.',
    );
}

/** True when node_modules holds exactly what package-lock.json asks for on this platform. */
export function isInstalled(folder = root) {
  const wanted = readPackages(join(folder, 'package-lock.json'));
  const present = readPackages(join(folder, 'node_modules', '.package-lock.json'));
  if (wanted === undefined) fail(`${join(folder, 'package-lock.json')} is missing or no JSON. Restore it from git.`);
  if (present === undefined) return false;
  for (const [path, { version, optional, devOptional }] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = present[path];
    if (found === undefined ? !(optional || devOptional) : found.version !== version) return false;
  }
  return Object.keys(present).every((path) => wanted[path] !== undefined);
}

function readPackages(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function install() {
  process.stderr.write('Installing dependencies (npm ci) ...\n');
  // The npm that started us, where one did: its own folder may not be on PATH.
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const done = spawnSync(command, [...first, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'], {
    cwd: root,
    // npm's report is progress, not data: stdout stays free for the command that follows.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && first.length === 0,
  });
  if (done.error?.code === 'ENOENT') fail('npm is not on PATH. Install Node with npm.');
  if (done.status !== 0) fail('npm ci failed; its messages are above. It needs the npm registry to be reachable.');
}

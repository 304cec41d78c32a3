/** kubectl for the tests: the machine's own, or the real one built from source where there is none. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const VERSION = 'v1.37.2';
const FLAGS = `-s -w -X k8s.io/component-base/version.gitVersion=${VERSION}`;

/** A folder to put on PATH; `undefined` where kubectl is on it already. Throws when it cannot be built. */
export function kubectlFolder(root: string, env: NodeJS.ProcessEnv): string | undefined {
  if (spawnSync('kubectl', ['version', '--client'], { env }).status === 0) return undefined;
  const module = join(root, 'test', 'cluster', 'kubectl');
  const folder = join(
    env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
    'kubectl-harden',
    `kubectl-${fingerprint(module)}`,
  );
  const program = join(folder, process.platform === 'win32' ? 'kubectl.exe' : 'kubectl');
  if (existsSync(program)) return folder;
  process.stdout.write('There is no kubectl here: building it from source, once.\n');
  mkdirSync(folder, { recursive: true });
  const partial = `${program}.${process.pid}`;
  const { status } = spawnSync('go', ['build', '-ldflags', FLAGS, '-o', partial, '.'], {
    cwd: module,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('kubectl could not be built; the messages of Go are above.');
  renameSync(partial, program);
  return folder;
}

function fingerprint(module: string): string {
  const hash = createHash('sha256').update(FLAGS);
  for (const file of ['go.mod', 'go.sum', 'main.go']) hash.update(readFileSync(join(module, file)));
  return hash.digest('hex').slice(0, 16);
}

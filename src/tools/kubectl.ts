/** kubectl for the tests: the machine's own, or the real one built from source where there is none. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { goProgramFolder } from './go-program.ts';

const VERSION = 'v1.37.2';

/** A folder to put on PATH; `undefined` where kubectl is on it already. Throws when it cannot be built. */
export function kubectlFolder(root: string, env: NodeJS.ProcessEnv): string | undefined {
  if (spawnSync('kubectl', ['version', '--client'], { env }).status === 0) return undefined;
  const linkerFlags = `-s -w -X k8s.io/component-base/version.gitVersion=${VERSION}`;
  const module = join(root, 'test', 'cluster', 'kubectl');
  return goProgramFolder({ name: 'kubectl', module, package: '.', linkerFlags }, env);
}

/** kube-score, the fastest of the field on manifests: built once into the cache of the test cluster. */
import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../cluster/paths.ts';

const VERSION = 'v1.20.0';

/** Path of the program; a sentence where it cannot be had. */
export async function kubeScore(): Promise<{ readonly program: string } | { readonly missing: string }> {
  const folder = join(cacheFolder(), `kube-score-${VERSION}`);
  const program = join(folder, 'kube-score');
  try {
    await access(program);
  } catch {
    try {
      const env = { ...process.env, GOBIN: folder };
      await promisify(execFile)('go', ['install', `github.com/zegl/kube-score/cmd/kube-score@${VERSION}`], { env });
    } catch (error) {
      return { missing: `kube-score ${VERSION} cannot be installed: ${String(error).split('\n')[0]}` };
    }
  }
  return { program };
}

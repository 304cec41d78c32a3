/** The newest release of Kubernetes that can be had, by asking for one exact version after the other. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const MODULE = 'k8s.io/pod-security-admission';
/** What Go says of a version that is not there, and proxies of one that they do not have. */
const ABSENT = /unknown revision|404 Not Found|410 Gone|version is not available/i;

export type Has = (version: string) => Promise<boolean>;

/** Newest patch of the newest minor, from `v1.37.2` on; the releases of each are numbered without gaps. */
export async function newestFrom(release: string, has: Has): Promise<string> {
  const [minor = 0, patch = 0] = release.split('.').slice(1).map(Number);
  for (const next of [
    [minor, patch + 1],
    [minor + 1, 0],
  ] as const) {
    const version = `v1.${next[0]}.${next[1]}`;
    if (await has(version)) return newestFrom(version, has);
  }
  return release;
}

/** Asks for the module of that release alone, by its name; rejects when there is no answer. */
export async function withModules<T>(use: (has: Has) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'harden-upstream-'));
  const has: Has = async (version) => {
    try {
      const args = ['list', '-m', `${MODULE}@${version.replace(/^v1\./, 'v0.')}`];
      await promisify(execFile)('go', args, {
        cwd: folder,
        env: { ...process.env, GOFLAGS: '-mod=mod', GOWORK: 'off' },
      });
      return true;
    } catch (error) {
      const { stderr = '' } = error as { readonly stderr?: string };
      if (ABSENT.test(stderr)) return false;
      throw new Error(`whether ${version} can be had is not known: ${stderr.trim() || String(error)}`);
    }
  };
  try {
    return await use(has);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

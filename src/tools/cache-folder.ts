/** Where tools keep what takes long to build or to fetch: outside the work tree, so that it outlives clones. */
import { homedir } from 'node:os';
import { join } from 'node:path';

export function cacheFolder(name: string, env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kubectl-harden', name);
}

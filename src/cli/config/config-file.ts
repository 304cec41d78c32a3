/** Where the configuration of the operator is. Apart from reading it: suggestions ask only whether it is there. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

export function configFolder(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32' && env.APPDATA !== undefined) return join(env.APPDATA, 'kubectl-harden');
  const home = env.XDG_CONFIG_HOME;
  // A relative path is invalid by the XDG specification and is to be ignored.
  const base = home !== undefined && isAbsolute(home) ? home : join(homedir(), '.config');
  return join(base, 'kubectl-harden');
}

export function configFile(env: NodeJS.ProcessEnv): string {
  return join(configFolder(env), 'config.yaml');
}

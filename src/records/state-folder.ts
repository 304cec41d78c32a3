/** Where the tool keeps what it must remember: journals, answers, places in the walk. */
import { posix, win32 } from 'node:path';

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly home: string;
}

const NAME = 'kubectl-harden';

/** `$XDG_STATE_HOME/kubectl-harden`, by default below `~/.local/state`; below `%LOCALAPPDATA%` on Windows. */
export function stateFolder({ env, platform, home }: Surroundings): string {
  if (platform === 'win32') {
    const local = env.LOCALAPPDATA;
    return win32.join(local === undefined || local === '' ? win32.join(home, 'AppData', 'Local') : local, NAME);
  }
  const state = env.XDG_STATE_HOME;
  // A relative path is invalid by the XDG specification and is to be ignored.
  const base = state !== undefined && posix.isAbsolute(state) ? state : posix.join(home, '.local', 'state');
  return posix.join(base, NAME);
}

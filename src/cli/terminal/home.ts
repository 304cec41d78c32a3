/** The home folder, settled once: a user that the system does not know, as in many containers, has none. */
import { homedir } from 'node:os';

/** Afterwards the system gives a folder to whoever asks. What is kept in `/` nobody can write, and is told then. */
export function settleHome(env: NodeJS.ProcessEnv): void {
  if (env.HOME === '') delete env.HOME;
  try {
    if (homedir() !== '') return;
  } catch {
    // No entry in the list of users, and no HOME.
  }
  env.HOME = '/';
}

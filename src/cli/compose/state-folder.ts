/** The folder of answers and journals, where nobody else can write into it. */
import { homedir } from 'node:os';
import { distrust } from '../../disk/trust.ts';
import { stateFolder } from '../../records/state-folder.ts';
import { CliError, EXIT } from '../exit.ts';

/** Throws where somebody else can put answers and journals into it. */
export function ownStateFolder(env: NodeJS.ProcessEnv, mayWrite: boolean): string {
  const folder = stateFolder({ env, platform: process.platform, home: homedir() });
  const open = distrust(folder);
  if (open === undefined) return folder;
  const message = `what is in ${folder} is not believed: ${open}`;
  const hint = 'Take the rights of others away, or set XDG_STATE_HOME to a folder of your own.';
  throw new CliError(mayWrite ? EXIT.refused : EXIT.incomplete, message, hint);
}

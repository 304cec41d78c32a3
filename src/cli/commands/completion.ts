import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Run } from '../args/command.ts';
import { installCompleter } from '../completion/install.ts';
import { SCRIPTS } from '../completion/scripts.ts';
import { SHELLS } from '../completion/values.ts';
import { CliError, EXIT } from '../exit.ts';

const PLUGIN = process.platform === 'win32' ? 'kubectl-harden.exe' : 'kubectl-harden';

export const run: Run = async ({ operands: [shell], flags, io, program }) => {
  if (flags.isOn('install')) {
    const folder = pluginFolder(io.env);
    io.note(`${installCompleter(folder)} written: kubectl completes "kubectl harden".`);
    return EXIT.ok;
  }
  const script = SHELLS.find((name) => name === shell);
  if (script === undefined)
    throw new CliError(
      EXIT.usage,
      shell === undefined
        ? 'the name of a shell, or --install, is missing'
        : `there is no completion for ${JSON.stringify(shell)}`,
      `Shells: ${SHELLS.join(', ')}.\nSee '${program} completion --help' for usage.`,
    );
  io.out(SCRIPTS[script]);
  return EXIT.ok;
};

/** Where kubectl finds the plugin: the first folder of PATH that holds it. */
function pluginFolder(env: NodeJS.ProcessEnv): string {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const found = folders.find((folder) => existsSync(join(folder, PLUGIN)));
  if (found !== undefined) return found;
  throw new CliError(
    EXIT.usage,
    `${PLUGIN} is in no folder of PATH, where kubectl looks for plugins and for what completes them`,
  );
}

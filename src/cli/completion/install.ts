/** What kubectl asks for suggestions: a line of script beside the plugin, which outlives its upgrades. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { putFile } from '../../disk/write.ts';
import { CliError, EXIT } from '../exit.ts';

const MARK = 'Completes "kubectl harden": kubectl runs this. Written by "kubectl harden completion --install".';
/** Says nothing where the plugin is gone. */
const SHELL_SCRIPT = `#!/bin/sh
# ${MARK}
exec "$(dirname "$0")/kubectl-harden" __complete "$@" 2>/dev/null
`;
const BATCH_FILE = `@rem ${MARK}\r\n@"%~dp0kubectl-harden.exe" __complete %* 2>nul\r\n`;
const FOR_ALL_TO_RUN = 0o755;

/** Returns the path. Throws where something else is in its place. */
export function installCompleter(folder: string, platform: NodeJS.Platform = process.platform): string {
  const isWindows = platform === 'win32';
  const path = join(folder, isWindows ? 'kubectl_complete-harden.cmd' : 'kubectl_complete-harden');
  if (existsSync(path) && !readFileSync(path, 'utf8').includes(MARK))
    throw new CliError(
      EXIT.refused,
      `${path} is there already and was not written by this program: it was left as it is`,
    );
  putFile(path, isWindows ? BATCH_FILE : SHELL_SCRIPT, FOR_ALL_TO_RUN);
  return path;
}

/** Which command lines need nothing but themselves: help, and the version where no server is asked. */
import { parseCommandLine } from './args/parse.ts';
import { COMMANDS, ROOT } from './commands.ts';
import { isSetUp } from './set-up.ts';

/** What is wrong with a command line is said by the whole program, as is all that is not plainly one of these. */
export function answersAtOnce(argv: readonly string[], env: NodeJS.ProcessEnv): boolean {
  if (argv[0] === 'version') {
    if (argv.length === 1) return !isSetUp(env);
    if (argv.length === 2 && argv[1] === '--client') return true;
  }
  if (!argv.includes('--help') && !argv.includes('-h')) return false;
  return argv[0] !== '__complete' && asksForHelp(argv);
}

/** The word may also be the value of a flag, or stand after `--`. */
function asksForHelp(argv: readonly string[]): boolean {
  try {
    return parseCommandLine(argv, ROOT, COMMANDS, '').flags.isOn('help');
  } catch {
    return false;
  }
}

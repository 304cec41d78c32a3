/** The program: finds the command, runs it, and turns what went wrong into one line and an exit code. */
import { basename } from 'node:path';
import type { Command, Invocation } from './args/command.ts';
import { helpOf } from './args/help.ts';
import { type Parsed, parseCommandLine } from './args/parse.ts';
import { COMMANDS, ROOT } from './commands.ts';
import { CliError, EXIT } from './exit.ts';
import { decideColor, exportColor } from './terminal/color.ts';
import { catchCrashes } from './terminal/crash.ts';
import { settleHome } from './terminal/home.ts';
import { Interrupted, watchSignals } from './terminal/interrupt.ts';
import { createTerminal, endQuietlyWithoutReader } from './terminal/io.ts';
import { report } from './terminal/problem.ts';
import { dropRuntimeNotes } from './terminal/runtime-notes.ts';

/** Under this name, beside the plugin, kubectl asks for suggestions while a command line of it is typed. */
const COMPLETER = 'kubectl_complete-harden';

/** `invoked`: the path or name that the program was started by. As kubectl's plugin it calls itself by kubectl's words. */
export async function start(invoked: string, argv: readonly string[]): Promise<void> {
  const name = basename(invoked).replace(/\.(exe|cmd|js)$/i, '');
  const isCompleter = name === COMPLETER;
  if (isCompleter || argv[0] === '__complete') {
    const { answerShell } = await import('./completion/run.ts');
    return answerShell(isCompleter ? argv : argv.slice(1));
  }
  return main(argv, name.startsWith('kubectl-') ? `kubectl ${name.slice('kubectl-'.length)}` : name);
}

/** `name`: the program as the operator calls it. Sets the exit code of the process. */
export async function main(argv: readonly string[], name: string): Promise<void> {
  endQuietlyWithoutReader();
  catchCrashes();
  dropRuntimeNotes(process);
  settleHome(process.env);
  try {
    const parsed = parseCommandLine(argv, ROOT, COMMANDS, name);
    process.exitCode = await execute(parsed, name);
  } catch (error) {
    process.exitCode = report(error);
    // What an interrupt left waiting must not keep the process.
    if (error instanceof Interrupted) process.exit();
  }
}

async function execute({ command, operands, flags }: Parsed<Command>, program: string): Promise<number> {
  const color = flags.text('color') ?? 'auto';
  const hasColor = decideColor(color as 'auto', process.env, process.stdout.isTTY === true);
  exportColor(hasColor, process.env);
  const io = createTerminal({
    isQuiet: flags.isOn('quiet'),
    isUnattended: flags.isOn('no-input'),
    hasColor,
  });
  if (flags.isOn('help')) {
    io.out(helpOf(command, COMMANDS, program));
    return EXIT.ok;
  }
  checkOperands(command, operands, program);
  // Loaded by who writes files alone: the others start without it.
  if (flags.list('output').some((value) => value.includes('=')))
    (await import('./terminal/output-places.ts')).demandPlaces(flags);
  const { run } = await command.load();
  const { signal, dispose } = watchSignals();
  try {
    const invocation: Invocation = { operands, flags, program, io, signal, releaseSignals: dispose };
    return await run(invocation);
  } finally {
    dispose();
  }
}

function checkOperands(command: Command, operands: readonly string[], program: string): void {
  const { name, operands: shape } = command;
  const usage = `See '${program} ${name} --help' for usage.`;
  const most = shape.split(' ').filter(Boolean).length;
  if (operands.length > most)
    throw new CliError(EXIT.usage, `unexpected argument ${JSON.stringify(operands[most])}`, usage);
  if (operands.length === 0 && shape !== '' && !shape.startsWith('['))
    throw new CliError(EXIT.usage, `${shape.split(' ')[0]} is missing`, usage);
}

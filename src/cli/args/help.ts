/** Help in kubectl's layout. */
import type { Command } from './command.ts';
import type { FlagSpec } from './flag.ts';
import { FLAG_NAMES, type FlagName, specIn, specOf } from './flags.ts';
import { label } from './parse.ts';
import { wrap } from './wrap.ts';

export function helpOf(command: Command, commands: readonly Command[], program: string): string {
  const isRoot = command.name === '';
  const own = isRoot ? program : `${program} ${command.name}`;
  const sections = [
    command.long.map((paragraph) => wrap(paragraph, ' ')).join('\n\n'),
    `Examples:\n${command.examples.map(({ comment, line }) => example(comment, `${program} ${line}`)).join('\n\n')}`,
    ...(isRoot ? [`Available Commands:\n${commandList(commands)}`] : []),
    ...(command.flags.length === 0 ? [] : [`Options:\n${optionList(command.flags, command)}`]),
    ...(isRoot ? [EXIT_CODES, `Documentation:\n  ${DOCUMENTATION}`] : []),
    `Usage:\n  ${[own, command.operands, '[flags] [options]'].filter(Boolean).join(' ')}`,
    ...(isRoot ? [`Use "${program} <command> --help" for more information about a given command.`] : []),
  ];
  const last = `Use "${program} options" for a list of global command-line options (applies to all commands).`;
  return `${sections.join('\n\n')}\n${isRoot ? '' : '\n'}${last}\n`;
}

export function globalOptions(): string {
  const names = FLAG_NAMES.filter((name) => specOf(name).group === 'global');
  return `The following options can be passed to any command:\n\n${optionList(names, {})}\n`;
}

const DOCUMENTATION = 'https://github.com/kubectl-harden/kubectl-harden/tree/main/docs';
const EXIT_CODES = `Exit Codes:
  0     done: nothing at or above --fail-on, nothing to change, or everything changed
  1     findings at or above --fail-on, or --dry-run has changes pending
  2     usage error, or consent was needed without a terminal and without --yes
  3     could not connect, or could not read everything
  4     a change failed, or the journal could not be written
  5     refused: read-only, an owner, a guard, or the object changed before the write
  130   interrupted (143 by SIGTERM, 129 when the terminal is closed)`;

function example(comment: string, line: string): string {
  return `  # ${comment}\n  ${line.trimEnd()}`;
}

function commandList(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 3;
  return commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`).join('\n');
}

function optionList(names: readonly FlagName[], command: Pick<Command, 'prints'>): string {
  return [...names]
    .filter((name) => specOf(name).hidden !== true)
    .sort()
    .map((name) => `    ${heading(name, specOf(name))}:\n\t${specIn(command, name).help}`)
    .join('\n\n');
}

function heading(name: FlagName, { shown }: FlagSpec): string {
  return `${label(name)}=${shown}`;
}

/** The command line as kubectl reads one: flags anywhere, `--flag=value`, repeated or comma lists. */
import type { Part } from '../../report/output.ts';
import { CliError, EXIT } from '../exit.ts';
import type { FlagSpec } from './flag.ts';
import { FLAG_NAMES, type FlagName, specIn, specOf } from './flags.ts';
import { nearest } from './suggest.ts';
import { isKnown, tokensOf } from './tokens.ts';

/** The flags that were given. */
export interface Flags {
  isOn(name: FlagName): boolean;
  text(name: FlagName): string | undefined;
  list(name: FlagName): readonly string[];
}

/** What parsing needs to know of a command. */
export interface CommandShape {
  readonly name: string;
  readonly flags: readonly FlagName[];
  /** What it can hand to a format: `--output` takes the formats of these. */
  readonly prints?: readonly Part[];
}

export interface Parsed<C extends CommandShape> {
  readonly command: C;
  readonly operands: readonly string[];
  readonly flags: Flags;
}

/** `root` is taken where no command is named. Throws CliError with exit code 2. */
export function parseCommandLine<C extends CommandShape>(
  argv: readonly string[],
  root: C,
  commands: readonly C[],
  program: string,
): Parsed<C> {
  const tokens = tokensOf(argv);
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const command = findCommand(words[0], root, commands, program);
  const usage = `See '${program}${command === root ? '' : ` ${command.name}`} --help' for usage.`;
  const values = new Map<FlagName, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = knownFlag(token, command, usage);
    values.set(name, [...(values.get(name) ?? []), readValue(name, token, command, usage)]);
  }
  return { command, operands: command === root ? [] : words.slice(1), flags: flagsOf(values) };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function findCommand<C extends CommandShape>(
  word: string | undefined,
  root: C,
  commands: readonly C[],
  program: string,
): C {
  if (word === undefined) return root;
  const found = commands.find(({ name }) => name === word);
  if (found !== undefined) return found;
  const near = nearest(
    word,
    commands.map(({ name }) => name),
  );
  const hint = `${near === undefined ? '' : `Did you mean "${near}"?\n`}See '${program} --help' for usage.`;
  throw new CliError(EXIT.usage, `unknown command "${word}" for "${program}"`, hint);
}

function knownFlag({ name, rawName }: OptionToken, command: CommandShape, usage: string): FlagName {
  const known = isKnown(name) ? name : undefined;
  const isLong = rawName.startsWith('--');
  if (known !== undefined && (isLong || specOf(known).short === rawName.slice(1))) {
    if (specOf(known).group === 'global' || command.flags.includes(known)) return known;
  }
  if (!isLong) throw new CliError(EXIT.usage, `unknown shorthand flag: '${rawName.slice(1)}' in ${rawName}`, usage);
  const candidates = FLAG_NAMES.filter((flag) => specOf(flag).group === 'global' || command.flags.includes(flag));
  const near = nearest(name, candidates);
  throw new CliError(
    EXIT.usage,
    `unknown flag: --${name}`,
    `${near === undefined ? '' : `Did you mean --${near}?\n`}${usage}`,
  );
}

function readValue(name: FlagName, token: OptionToken, command: CommandShape, usage: string): string {
  const spec = specIn(command, name);
  const value = rawValue(spec, token);
  if (value === undefined) throw new CliError(EXIT.usage, `flag needs an argument: ${token.rawName}`, usage);
  const problem = problemOf(spec, value);
  if (problem !== undefined)
    throw new CliError(EXIT.usage, `invalid argument ${JSON.stringify(value)} for "${label(name)}": ${problem}`, usage);
  return value;
}

function rawValue(spec: FlagSpec, { rawName, value, inlineValue }: OptionToken): string | undefined {
  if (spec.type === 'switch') return value ?? 'true';
  if (spec.type === 'optional') return value ?? spec.alone;
  // `-n=shop` means the same as `-n shop`.
  const isShort = !rawName.startsWith('--');
  return isShort && inlineValue === true && value?.startsWith('=') === true ? value.slice(1) : value;
}

function problemOf(spec: FlagSpec, value: string): string | undefined {
  if (spec.type === 'switch' && !['true', 'false'].includes(value)) return 'must be true or false';
  // An unset variable of a script must not widen what is asked for.
  if (spec.type === 'list' && value.split(',').every((part) => part === '')) return 'must not be empty';
  const [chosen = '', file] = spec.hasFile === true ? splitAt(value, '=') : [value];
  if (spec.choices !== undefined && !spec.choices.includes(chosen)) return `must be one of ${spec.choices.join(', ')}`;
  if (file === '') return `${chosen}= must name a file`;
  return spec.check?.(value);
}

/** At the first one: what follows may hold it too. */
export function splitAt(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** As kubectl writes a flag in messages: `-o, --output`. */
export function label(name: FlagName): string {
  const { short } = specOf(name);
  return short === undefined ? `--${name}` : `-${short}, --${name}`;
}

/** `values`: as they were given, by flag. */
export function flagsOf(values: ReadonlyMap<FlagName, readonly string[]>): Flags {
  return {
    isOn: (name) => values.get(name)?.at(-1) === 'true',
    text: (name) => values.get(name)?.at(-1),
    list: (name) => {
      const given = values.get(name) ?? [];
      if (specOf(name).type === 'repeat') return given;
      return [...new Set(given.flatMap((value) => value.split(',')).filter(Boolean))];
    },
  };
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FLAG_NAMES, specOf } from '../../src/cli/args/flags.ts';
import { parseCommandLine } from '../../src/cli/args/parse.ts';
import { COMMANDS, ROOT } from '../../src/cli/commands.ts';
import { CliError } from '../../src/cli/exit.ts';
import { FORMATS } from '../../src/report/formats/index.ts';

function parse(...argv: string[]) {
  return parseCommandLine(argv, ROOT, COMMANDS, 'kubectl harden');
}
function problem(...argv: string[]): { readonly message: string; readonly hint: string; readonly exitCode: number } {
  try {
    parse(...argv);
  } catch (error) {
    if (error instanceof CliError) return { message: error.message, hint: error.hint ?? '', exitCode: error.exitCode };
    throw error;
  }
  throw new Error('no problem');
}

test('flags may stand before and after the command', () => {
  for (const argv of [
    ['-n', 'shop', 'scan', '-o', 'json'],
    ['scan', '-n', 'shop', '-o', 'json'],
    ['-n', 'shop', '-o', 'json', 'scan'],
  ]) {
    const { command, flags, operands } = parse(...argv);
    expect(command.name).toBe('scan');
    expect(flags.list('namespace')).toEqual(['shop']);
    expect(flags.text('output')).toBe('json');
    expect(operands).toEqual([]);
  }
});

test('a value follows its flag in each of the forms that kubectl takes', () => {
  for (const argv of [['-n', 'a'], ['-na'], ['-n=a'], ['--namespace', 'a'], ['--namespace=a']])
    expect(parse(...argv).flags.list('namespace')).toEqual(['a']);
});

test('lists repeat and take commas; groups to impersonate keep theirs', () => {
  const { flags } = parse('-n', 'a,b', '-n', 'c', '--as-group', 'cn=a,dc=b', '--as-group', 'c');
  expect(flags.list('namespace')).toEqual(['a', 'b', 'c']);
  expect(flags.list('as-group')).toEqual(['cn=a,dc=b', 'c']);
});

test('switches can be joined and taken back', () => {
  const { flags } = parse('-Rq', '-f', '.', '--read-only', '--read-only=false');
  expect(flags.isOn('recursive')).toBe(true);
  expect(flags.isOn('quiet')).toBe(true);
  expect(flags.isOn('read-only')).toBe(false);
});

test('a bare dry run is one by the server', () => {
  expect(parse('--apply', '--dry-run').flags.text('dry-run')).toBe('server');
  expect(parse('--apply', '--dry-run=none').flags.text('dry-run')).toBe('none');
  expect(parse('--apply').flags.text('dry-run')).toBeUndefined();
});

test('an optional value never takes the next word', () => {
  const { command, flags } = parse('--sample', 'scan');
  expect(command.name).toBe('scan');
  expect(flags.text('sample')).toBe('kept');
});

test('a dash is a value: stdin', () => {
  expect(parse('scan', '-f', '-').flags.list('filename')).toEqual(['-']);
});

test('operands come after the command, also behind --', () => {
  expect(parse('explain', 'workloads/seccomp').operands).toEqual(['workloads/seccomp']);
  expect(parse('explain', '--', '-x').operands).toEqual(['-x']);
});

test.each([
  [['scan', '--nonsense'], 'unknown flag: --nonsense', "See 'kubectl harden scan --help' for usage."],
  [['--smaple'], 'unknown flag: --smaple', "Did you mean --sample?\nSee 'kubectl harden --help' for usage."],
  [['version', '--fail-on', 'high'], 'unknown flag: --fail-on', "See 'kubectl harden version --help' for usage."],
  [['-x'], "unknown shorthand flag: 'x' in -x", "See 'kubectl harden --help' for usage."],
  [
    ['scann'],
    'unknown command "scann" for "kubectl harden"',
    'Did you mean "scan"?\nSee \'kubectl harden --help\' for usage.',
  ],
  [
    ['scan', '-o', 'xml'],
    `invalid argument "xml" for "-o, --output": must be one of ${FORMATS.map(({ name }) => name).join(', ')}`,
    "See 'kubectl harden scan --help' for usage.",
  ],
  [['scan', '-n'], 'flag needs an argument: -n', "See 'kubectl harden scan --help' for usage."],
  [
    ['--read-only=perhaps'],
    'invalid argument "perhaps" for "--read-only": must be true or false',
    "See 'kubectl harden --help' for usage.",
  ],
  [['-v', 'x'], 'invalid argument "x" for "-v, --v": must be a whole number', "See 'kubectl harden --help' for usage."],
  [
    ['--request-timeout', 'soon'],
    'invalid argument "soon" for "--request-timeout": must be a duration such as 30s, 2m or 0',
    "See 'kubectl harden --help' for usage.",
  ],
  [
    ['attest', 'x', '--expires', '2026-02-30'],
    'invalid argument "2026-02-30" for "--expires": must be a date: YYYY-MM-DD',
    "See 'kubectl harden attest --help' for usage.",
  ],
])('%j ends with exit code 2 and says why', (argv, message, hint) => {
  expect(problem(...argv)).toEqual({ message, hint, exitCode: 2 });
});

test('whatever is typed is understood or refused with exit code 2', () => {
  const word = fc.oneof(
    fc.constantFrom(...FLAG_NAMES.map((name) => `--${name}`), '-n', '-o', '-f', '--', '-', 'scan', 'undo'),
    fc.string({ maxLength: 12 }),
    fc.stringMatching(/^--?[a-z=-]{0,10}$/),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
      try {
        parse(...argv);
      } catch (error) {
        expect(error).toBeInstanceOf(CliError);
        expect((error as CliError).exitCode).toBe(2);
      }
    }),
    { numRuns: 2000 },
  );
});

test('no two flags share a short form, and every flag has a sentence', () => {
  const shorts = FLAG_NAMES.flatMap((name) => specOf(name).short ?? []);
  expect(new Set(shorts).size).toBe(shorts.length);
  for (const name of FLAG_NAMES) expect(specOf(name).help, name).toMatch(/^[A-Z].*\.$/s);
});

test('every flag belongs to all commands or to some', () => {
  const used = new Set([ROOT, ...COMMANDS].flatMap(({ flags }) => flags));
  for (const name of FLAG_NAMES) {
    if (specOf(name).group === 'command') expect([...used], name).toContain(name);
  }
});

test('a list that names nothing is a mistake: an unset variable must not widen a command', () => {
  for (const argv of [['--check', ''], ['--check='], ['-n', ''], ['--area', ',']]) {
    expect(problem('scan', ...argv)).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('must not be empty'),
    });
  }
  expect(parse('scan', '--check', 'a/b,').flags.list('check')).toEqual(['a/b']);
});

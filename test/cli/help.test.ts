import { expect, test } from 'vitest';
import { globalOptions, helpOf } from '../../src/cli/args/help.ts';
import { parseCommandLine } from '../../src/cli/args/parse.ts';
import { COMMANDS, ROOT } from '../../src/cli/commands.ts';
import { expectGolden } from '../support/goldens.ts';

test.each([ROOT, ...COMMANDS].map((command) => [command.name === '' ? 'root' : command.name, command] as const))(
  'the help of %s reads as kubectl writes help',
  (name, command) => {
    const text = helpOf(command, COMMANDS, 'kubectl harden');
    expectGolden(text, new URL(`goldens/help-${name}.txt`, import.meta.url));
  },
);

test('the global options are listed in one place', () => {
  expectGolden(globalOptions(), new URL('goldens/options.txt', import.meta.url));
});

test('every example can be parsed', () => {
  for (const command of [ROOT, ...COMMANDS]) {
    for (const { line } of command.examples) {
      const argv = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
      expect(parseCommandLine(argv, ROOT, COMMANDS, 'kubectl harden').command).toBe(command);
    }
  }
});

test('help never shows a line wider than a terminal of 120 columns', () => {
  for (const command of [ROOT, ...COMMANDS]) {
    for (const line of helpOf(command, COMMANDS, 'kubectl harden').split('\n'))
      expect(line.length, line).toBeLessThanOrEqual(128);
  }
});

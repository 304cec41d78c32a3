import { expect, test } from 'vitest';
import { COMMANDS, ROOT } from '../../src/cli/commands.ts';
import { globalOptions, helpOf } from '../../src/cli/help.ts';
import { parseCommandLine } from '../../src/cli/parse.ts';

test.each([ROOT, ...COMMANDS].map((command) => [command.name === '' ? 'root' : command.name, command] as const))(
  'the help of %s reads as kubectl writes help',
  async (name, command) => {
    const text = helpOf(command, COMMANDS, 'kubectl harden');
    await expect(text).toMatchFileSnapshot(`goldens/help-${name}.txt`);
  },
);

test('the global options are listed in one place', async () => {
  await expect(globalOptions()).toMatchFileSnapshot('goldens/options.txt');
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

import { expect, test } from 'vitest';
import { parseCommandLine } from '../../src/cli/args/parse.ts';
import { sourceFlags } from '../../src/cli/args/source-flags.ts';
import { COMMANDS, ROOT } from '../../src/cli/commands.ts';

test.each([
  [[], ''],
  [['--sample=new'], ' --sample'],
  [['-f', 'a', '-R'], ' -f a -R'],
  [['-f', "it's here"], " -f 'it'\\''s here'"],
  [['-k', 'overlays/my prod'], " -k 'overlays/my prod'"],
  [['--kubeconfig', '/k', '--context', 'b', '--token', 'secret'], ' --kubeconfig /k --context b'],
  [
    ['--kubeconfig', '/dev/fd/63', '--context', 'b', '--proxy-url', 'http://p:3128'],
    ' --context b --proxy-url http://p:3128',
  ],
  [['--proxy-url', 'http://jane:canary@p', '-s', 'https://jane:canary@c'], ''],
] as const)('the flags %j are repeated as %j', (argv, text) => {
  const { flags } = parseCommandLine([...argv], ROOT, COMMANDS, 'kubectl harden');
  expect(sourceFlags(flags)).toBe(text);
});

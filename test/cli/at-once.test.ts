/** What the first part of the executable answers alone: nothing for which it would need the other part. */
import { expect, test } from 'vitest';
import { answersAtOnce } from '../../src/cli/at-once.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { bundleExecutable } from '../../src/tools/release/bundle.ts';
import { ROOT } from '../support/program.ts';

const NOWHERE = { HOME: '/nonexistent' };

test.each([
  ['--help'],
  ['-h'],
  ['--help', '--color', 'never'],
  ['version'],
  ['version', '--client'],
  ['version', '--help'],
  ...COMMANDS.map(({ name }) => [name, '-h']),
])('%s %s %s is answered at once', (...argv) => {
  expect(answersAtOnce(argv, NOWHERE)).toBe(true);
});

test.each([
  [],
  ['scan'],
  ['--version'],
  ['version', '-o', 'yaml'],
  ['version', '--show-requests'],
  ['version', 'more'],
  ['scan', '--context', '--help'],
  ['scan', '--', '--help'],
  ['scan', '--help=false'],
  ['scan', '-h', '--help=false'],
  ['__complete', '--help'],
  ['__complete', 'scan', '-h'],
  ['unknown', '--help'],
  ['scan', '--unknown', '--help'],
])('%s %s %s is for the whole program', (...argv) => {
  expect(answersAtOnce(argv, NOWHERE)).toBe(false);
});

test('a version for which a server is asked is for the whole program', () => {
  for (const env of [{ KUBECONFIG: import.meta.filename }, { ...NOWHERE, KUBERNETES_SERVICE_HOST: '10.0.0.1' }]) {
    expect(answersAtOnce(['version'], env)).toBe(false);
    expect(answersAtOnce(['version', '--client'], env)).toBe(true);
  }
});

test('the first part is small: it holds no check, no screen and no connection', async () => {
  const { first, code } = await bundleExecutable(ROOT, { commit: 'x', kind: 'executable' });
  expect(first.length * 10).toBeLessThan(code.length);
  expect(code.toString('latin1')).toMatch(/^[\0-\x7f]*$/);
});

import { expect, test } from 'vitest';
import { decideColor, exportColor } from '../../src/cli/terminal/color.ts';

test.each([
  ['always', { NO_COLOR: '1' }, false, true],
  ['never', { FORCE_COLOR: '1' }, true, false],
  ['auto', { NO_COLOR: '1', FORCE_COLOR: '3' }, true, false],
  ['auto', { NO_COLOR: '' }, true, true],
  ['auto', { FORCE_COLOR: '1' }, false, true],
  ['auto', { FORCE_COLOR: '0' }, true, false],
  ['auto', { CI: 'true' }, true, true],
  ['auto', { TERM: 'dumb' }, true, false],
  ['auto', {}, true, true],
  ['auto', {}, false, false],
] as const)('--color=%s with %j on a terminal (%s) colours: %s', (choice, env, isTerminal, expected) => {
  expect(decideColor(choice, env, isTerminal)).toBe(expected);
});

test('libraries see one variable that says what was decided', () => {
  const env: NodeJS.ProcessEnv = { NO_COLOR: '1', FORCE_COLOR: '3' };
  exportColor(false, env);
  expect(env).toEqual({ FORCE_COLOR: '0' });
  const other: NodeJS.ProcessEnv = { FORCE_COLOR: '3' };
  exportColor(true, other);
  expect(other).toEqual({ FORCE_COLOR: '3' });
});

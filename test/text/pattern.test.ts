import { expect, test } from 'vitest';
import { fitsAny, fitsPattern } from '../../src/text/pattern.ts';

test.each([
  ['*', 'anything', true],
  ['a*c', 'abc', true],
  ['a*c', 'ac', true],
  ['a*a', 'a', false],
  ['*b*', 'abc', true],
  ['abc', 'abcd', false],
  ['a.c', 'abc', false],
])('the pattern %s over %s is %s', (pattern, text, fits) => {
  expect(fitsPattern(pattern, text)).toBe(fits);
  expect(fitsAny(['x', pattern, 'y*'])(text)).toBe(fits);
});

test('of no patterns none fits', () => {
  expect(fitsAny([])('')).toBe(false);
});

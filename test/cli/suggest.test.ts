import { expect, test } from 'vitest';
import { nearest } from '../../src/cli/args/suggest.ts';

test.each([
  ['sample', 'sample'],
  ['smaple', 'sample'],
  ['sampl', 'sample'],
  ['namspace', 'namespace'],
  ['severty', 'severity'],
])('%s is near %s', (word, expected) => {
  expect(nearest(word, ['namespace', 'sample', 'severity', 'as'])).toBe(expected);
});

test('what is near nothing has no suggestion', () => {
  expect(nearest('bananas', ['namespace', 'sample', 'as'])).toBeUndefined();
});

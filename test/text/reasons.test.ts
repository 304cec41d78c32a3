import { expect, test } from 'vitest';
import { withoutWords } from '../../src/text/reasons.ts';

test.each([
  ['unidentified alias "hunter2"', 'unidentified alias'],
  ['cannot resolve a node with !<hunter2> explicit tag', 'cannot resolve a node with explicit tag'],
  ['tag name cannot contain such characters: hunter2', 'tag name cannot contain such characters'],
  ['bad indentation of a mapping entry', 'bad indentation of a mapping entry'],
])('%s is told as %s', (reason, told) => {
  expect(withoutWords(reason)).toBe(told);
});

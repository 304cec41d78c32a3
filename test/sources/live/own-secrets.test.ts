import { expect, test } from 'vitest';
import { withoutOwnSecrets } from '../../../src/sources/live/http/own-secrets.ts';

const basic = Buffer.from('kim:walking').toString('base64');

test.each([
  ['Bearer walking', 'cannot use walking here', 'cannot use *** here'],
  [`Basic ${basic}`, `bad header Basic ${basic} of kim:walking, or walking`, 'bad header Basic *** of ***, or ***'],
  ['Bearer a', 'a short one is a word', 'a short one is a word'],
])('an answer to a request with %s is told without it', (authorization, text, told) => {
  expect(withoutOwnSecrets({ headers: { authorization } })(text)).toBe(told);
});

test('without a header nothing is taken out', () => {
  expect(withoutOwnSecrets({ headers: {} })('as it is')).toBe('as it is');
});

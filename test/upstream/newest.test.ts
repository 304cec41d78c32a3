import { expect, test } from 'vitest';
import { newestFrom } from './newest.ts';

test.each([
  [[], 'v1.37.2', []],
  [['v1.37.3'], 'v1.37.3', ['v1.37.3']],
  [['v1.38.0', 'v1.38.1'], 'v1.38.1', ['v1.37.3', 'v1.38.0', 'v1.38.1']],
  [['v1.37.3', 'v1.39.0'], 'v1.37.3', ['v1.37.3', 'v1.37.4', 'v1.38.0']],
])('of the releases %j the newest from v1.37.2 on is %s', async (releases, newest, among) => {
  const asked: string[] = [];
  const has = async (version: string) => {
    asked.push(version);
    return releases.some((release) => release === version);
  };
  expect(await newestFrom('v1.37.2', has)).toBe(newest);
  expect(asked).toEqual(expect.arrayContaining(among));
});

test('nobody answering is no release less', async () => {
  await expect(newestFrom('v1.37.2', () => Promise.reject(new Error('no route')))).rejects.toThrow('no route');
});

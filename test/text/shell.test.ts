import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellQuote, shellWord } from '../../src/text/shell.ts';

test('what needs no quotes has none', () => {
  expect(shellWord('deployment.apps/api@sha256:0a')).toBe('deployment.apps/api@sha256:0a');
  expect(shellWord('')).toBe("''");
});

test.each(["it's", '$(id) `id`', '~/x', 'a\nb', '', '"\\'])('a shell reads %j as one word', (text) => {
  const printed = (word: string) => spawnSync('sh', ['-c', `printf %s ${word}`], { encoding: 'utf8' }).stdout;
  expect(printed(shellWord(text))).toBe(text);
  expect(printed(shellQuote(text))).toBe(text);
});

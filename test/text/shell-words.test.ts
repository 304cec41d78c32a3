/** Scripts of a shell are taken apart into the words of their commands. */
import { expect, test } from 'vitest';
import { commandsOf, shellCommands } from '../../src/text/shell-words.ts';

test.each<[string, readonly (readonly string[])[]]>([
  ['a b', [['a', 'b']]],
  ['a; b && c || d | e & f', [['a'], ['b'], ['c'], ['d'], ['e'], ['f']]],
  ['a\nb\\\n c # d; e\nf', [['a'], ['b', 'c'], ['f']]],
  [`X='a b' Y="c; d" run --e="f g"`, [['X=a b', 'Y=c; d', 'run', '--e=f g']]],
  ['if [ -n "$A" ]; then (b); fi', [['if', '[', '-n', '$A', ']'], ['then'], ['b'], ['fi']]],
  [`a\\ b "c\\"d" 'e'"f"`, [['a b', 'c"d', 'ef']]],
  [`K=\${A:-b c} run`, [[`K=\${A:-b c}`, 'run']]],
  [`'unclosed a`, [['unclosed', 'a']]],
  ['', []],
])('%j', (script, commands) => {
  expect(shellCommands(script)).toEqual(commands);
});

test('a command line is the command itself, or what it hands to a shell', () => {
  expect(commandsOf(['/run', '--a'])).toEqual([['/run', '--a']]);
  expect(commandsOf(['/bin/sh', '-ec', 'a; exec b'])).toEqual([['a'], ['exec', 'b']]);
  expect(commandsOf(['env', 'X=1', 'bash', '-l', '-c', 'b'])).toEqual([['b']]);
  expect(commandsOf(['sh', '/script.sh'])).toEqual([['sh', '/script.sh']]);
});

test('whatever a script is, taking it apart ends', () => {
  for (const text of ['"', "'", '\\', `\${`, '$(', '`', '((((', '\u0000', 'a"b', '<<EOF\n', ')'.repeat(9999)])
    expect(shellCommands(text).length).toBeLessThan(10);
});

import { expect, test } from 'vitest';
import { copySequence } from '../../../src/cli/terminal/clipboard.ts';

const TEXT = 'kind: Role # é\n';
const PLAIN = `\u001b]52;c;${Buffer.from(TEXT).toString('base64')}\u0007`;

test('the text goes as OSC 52, through tmux and screen as they let it pass', () => {
  expect(copySequence(TEXT, { TERM: 'xterm-256color' })).toBe(PLAIN);
  const inTmux = copySequence(TEXT, { TERM: 'tmux-256color', TMUX: '/tmp/tmux-1/default,1,0' });
  expect(inTmux).toBe(`\u001bPtmux;\u001b${PLAIN}\u001b\\`);
  expect(copySequence(TEXT, { TERM: 'screen' })).toBe(`\u001bP${PLAIN}\u001b\\`);
});

test('a terminal that has none, and a text that none takes, say so', () => {
  for (const TERM of ['', 'dumb', 'linux']) expect(copySequence(TEXT, { TERM })).toBeUndefined();
  expect(copySequence('x'.repeat(60_000), { TERM: 'xterm' })).toBeUndefined();
});

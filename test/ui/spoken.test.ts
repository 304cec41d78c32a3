import { expect, test } from 'vitest';
import { lineText } from '../../src/ui/text/line.ts';
import { spoken } from '../../src/ui/text/spoken.ts';
import { atChecklist, testControl } from '../support/control.ts';
import { fakeCommands } from '../support/walk-commands.ts';

test('a screen reader gets sentences: marks as words, no drawing, no blank rows', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.size.columns = 99;
  const sentences = spoken(walk.frame()).map(lineText);
  expect(sentences).toContain('selected fails 03 Pod Security Standards, 1, HIGH, 1 ready');
  expect(sentences).toContain('unknown 11 Audit logging, not visible');
  expect(sentences.at(-1)).toContain('? help');
  expect(sentences.join('\n')).not.toMatch(/[─│━▸✗✓▌]| {2}|^$/m);
});

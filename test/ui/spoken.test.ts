import { expect, test } from 'vitest';
import { SPOKEN } from '../../src/ui/frame/size.ts';
import { lineText } from '../../src/ui/text/line.ts';
import { spoken } from '../../src/ui/text/spoken.ts';
import { atChecklist, testControl } from '../support/control.ts';
import { SNAPSHOT } from '../support/snapshot.ts';
import { fakeCommands } from '../support/walk-commands.ts';

test('a screen reader gets sentences: marks as words, no drawing, no blank rows', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.size = SPOKEN;
  const sentences = spoken(walk.frame()).map(lineText);
  expect(sentences).toContain('selected fails 03 Pod Security Standards, 1, HIGH, 1 ready');
  expect(sentences).toContain('unknown 11 Audit logging, not visible');
  expect(sentences.at(-1)).toContain('? help');
  expect(sentences.join('\n')).not.toMatch(/[─│━▸✗✓▌]| {2}|^$/m);
});

test('nothing that is spoken is cut, however long it is', async () => {
  const long = `${'a very long sentence about a ServiceAccount and what it may do '.repeat(6)}in the end`;
  const lengthened = SNAPSHOT.items.map((item) => ({
    ...item,
    why: long,
    rows: item.rows.map((row) => ({ ...row, title: `${row.title} ${long}` })),
  }));
  const coverage = [{ kind: 'Role', namespace: 'a', coverage: { state: 'denied', reason: long } as const }];
  const walk = testControl(fakeCommands(), { snapshot: { ...SNAPSHOT, items: lengthened, coverage } });
  walk.size = SPOKEN;
  const said = (): string => spoken(walk.frame()).map(lineText).join('\n');
  expect(said()).toContain(long);
  await atChecklist(walk);
  expect(said()).not.toContain('…');
  walk.press('enter');
  expect(said()).toContain(long);
  expect(said()).not.toContain('…');
});

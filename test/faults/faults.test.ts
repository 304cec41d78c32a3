import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SAMPLE = 50;

test('of a sample of all faults none loses anything, and an undo gives everything back', () => {
  const program = join(import.meta.dirname, 'main.ts');
  const seed = process.env.TEST_SEED ?? '1';
  const { stdout, stderr } = spawnSync(process.execPath, [program, '--sample', String(SAMPLE), '--seed', seed], {
    encoding: 'utf8',
  });
  const lines = stdout.trimEnd().split('\n');
  // What a webhook makes of an undo cannot be given back: it is told.
  expect(
    lines.slice(0, -1).filter((line) => !line.startsWith('told  webhook undo:')),
    stderr,
  ).toEqual([]);
  expect(lines.at(-1)).toMatch(new RegExp(`^${SAMPLE} faults: \\d+ given back whole, \\d+ told, 0 lost\\.$`));
});

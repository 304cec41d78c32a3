import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SAMPLE = 80;

test('of a sample of all faults none loses anything, and an undo gives everything back', () => {
  const program = join(import.meta.dirname, 'main.ts');
  const seed = process.env.TEST_SEED ?? '1';
  const { stdout, stderr } = spawnSync(process.execPath, [program, '--sample', String(SAMPLE), '--seed', seed], {
    encoding: 'utf8',
  });
  expect(stdout, stderr).toBe(`${SAMPLE} faults: ${SAMPLE} given back whole, 0 told, 0 lost.\n`);
});

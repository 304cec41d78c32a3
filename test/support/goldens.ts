/** Texts kept beside the tests and compared exactly; UPDATE_GOLDENS=1 writes them anew. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

export function expectGolden(actual: string, file: URL): void {
  const path = fileURLToPath(file);
  const text = `${actual}\n`;
  if (process.env.UPDATE_GOLDENS === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(text, `differs from ${path}; UPDATE_GOLDENS=1 writes it anew`).toBe(readFileSync(path, 'utf8'));
}

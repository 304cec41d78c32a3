/** Each test file has a folder of its own for temporary files, its programs too; with the last test it is gone. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

// Short: sockets are made below it, and their paths are limited to 107 bytes.
const before = process.env.TMPDIR;
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kh-')));
process.env.TMPDIR = folder;

afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  // Programs that are ending may still write.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

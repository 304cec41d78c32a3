import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../src/remediation/journal/files.ts';

const FILES = new URL('../../../src/remediation/journal/files.ts', import.meta.url).href;

function place(): string {
  return mkdtempSync(join(tmpdir(), 'harden-folders-'));
}

test('a folder is made with its parents, for its owner alone; nothing happens when it is there', () => {
  const top = place();
  const folder = join(top, 'a', 'b', 'c');
  nodeFiles.makeFolder(folder);
  nodeFiles.makeFolder(folder);
  expect(readdirSync(top, { recursive: true })).toEqual(['a', join('a', 'b'), join('a', 'b', 'c')]);
  for (const path of [folder, join(top, 'a')]) expect(statSync(path).mode & 0o777).toBe(0o700);
});

test('a folder behind a link is one', () => {
  const top = place();
  mkdirSync(join(top, 'real'));
  symlinkSync(join(top, 'real'), join(top, 'link'));
  nodeFiles.makeFolder(join(top, 'link', 'below'));
  expect(readdirSync(join(top, 'real'))).toEqual(['below']);
});

test('a file, or a link to nothing, in the way of a folder is an error', () => {
  const top = place();
  writeFileSync(join(top, 'file'), '');
  symlinkSync(join(top, 'nothing'), join(top, 'dangling'));
  for (const path of ['file', 'dangling']) {
    expect(() => nodeFiles.makeFolder(join(top, path))).toThrow(/EEXIST|ENOTDIR|ENOENT/);
    expect(() => nodeFiles.makeFolder(join(top, path, 'below'))).toThrow(/EEXIST|ENOTDIR|ENOENT/);
  }
});

// In a process of its own, which can be ended: no test may hang.
test.each(['makeFolder("/proc/harden/state")', 'createAll("/proc/harden", new Map())'])(
  'a place where no folder can be made is an error at once: %s',
  (call) => {
    const script = `import { nodeFiles } from ${JSON.stringify(FILES)};
      try { nodeFiles.${call}; } catch (error) { process.stdout.write(error.code); }`;
    const { stdout, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 10_000,
    });
    expect({ stdout, signal }).toEqual({ stdout: expect.stringMatching(/^E[A-Z]+$/), signal: null });
  },
);

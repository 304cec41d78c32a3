/** Archives, read back by readers that are not ours where there are some. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { type ArchiveEntry, tarGz, untarGz } from '../../../src/tools/release/tar.ts';
import { zip } from '../../../src/tools/release/zip.ts';

const TIME = 1_800_000_000;
const ENTRIES: readonly ArchiveEntry[] = [
  { name: 'LICENSE', data: Buffer.from('text\n') },
  { name: 'kubectl-harden', data: Buffer.alloc(1536, 7), isExecutable: true },
  { name: 'empty', data: Buffer.alloc(0) },
];

const entries = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[a-z][a-zA-Z0-9_-]{0,98}$/),
    data: fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
    isExecutable: fc.boolean(),
  }),
  { selector: ({ name }) => name, maxLength: 4 },
);

test('whatever goes into a tar archive comes out of it', () => {
  fc.assert(
    fc.property(entries, (given) => {
      const read = untarGz(tarGz(given, TIME), () => true);
      expect([...read]).toEqual(given.map(({ name, data }) => [name, data]));
    }),
  );
});

test('tar reads names, modes, owner and time', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-tar-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'a.tar.gz'), tarGz(ENTRIES, TIME));
  const { stdout, status } = spawnSync('tar', ['--numeric-owner', '-tvzf', 'a.tar.gz'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
  });
  expect(status).toBe(0);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' '));
  expect(lines[0]).toMatch(/^-rw-r--r-- .*0.0.* LICENSE$/);
  expect(lines[1]).toMatch(/^-rwxr-xr-x .*1536 .* kubectl-harden$/);
  expect(lines[2]).toContain(' 0 ');
  expect(spawnSync('tar', ['-xzf', 'a.tar.gz'], { cwd: folder }).status).toBe(0);
  expect(statSync(join(folder, 'kubectl-harden')).mode & 0o777).toBe(0o755);
  expect(statSync(join(folder, 'kubectl-harden')).mtimeMs).toBe(TIME * 1000);
});

test('the same entries make the same bytes, and say nothing of who packed them', () => {
  expect(tarGz(ENTRIES, TIME).equals(tarGz(ENTRIES, TIME))).toBe(true);
  expect(zip(ENTRIES, TIME).equals(zip(ENTRIES, TIME))).toBe(true);
  expect(tarGz(ENTRIES, TIME).subarray(4, 10)).toEqual(Buffer.from([0, 0, 0, 0, 0, 255]));
});

test('a name that krew refuses, or that does not fit, is refused', () => {
  for (const name of ['../x', 'a..b', 'x'.repeat(100)])
    expect(() => tarGz([{ name, data: Buffer.alloc(0) }], TIME)).toThrow('not a name for an archive');
});

test('a zip archive has each file where its directory says, with its digest and mode', () => {
  fc.assert(
    fc.property(entries, (given) => {
      const bytes = zip(given, TIME);
      const end = bytes.length - 22;
      expect(bytes.readUInt32LE(end)).toBe(0x06054b50);
      expect(bytes.readUInt16LE(end + 10)).toBe(given.length);
      let at = bytes.readUInt32LE(end + 16);
      for (const { name, data, isExecutable } of given) {
        const [packed = 0, size = 0] = [20, 24].map((field) => bytes.readUInt32LE(at + field));
        const length = bytes.readUInt16LE(at + 28);
        expect(bytes.toString('utf8', at + 46, at + 46 + length)).toBe(name);
        expect(bytes.readUInt32LE(at + 16)).toBe(crc32(data));
        expect(size).toBe(data.length);
        expect(bytes.readUInt16LE(at + 40) & 0o777).toBe(isExecutable ? 0o755 : 0o644);
        const local = bytes.readUInt32LE(at + 42);
        const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
        expect(inflateRawSync(bytes.subarray(start, start + packed))).toEqual(data);
        at += 46 + length;
      }
      expect(at).toBe(end);
    }),
  );
});

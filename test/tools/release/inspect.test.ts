/** What an executable is, told from its bytes: small ones are made here, Node itself is the large one. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { elfArchitecture, isElf, readSections } from '../../../src/tools/release/inspect/elf.ts';
import { checkExecutable } from '../../../src/tools/release/inspect/inspect.ts';
import { machOSignature } from '../../../src/tools/release/inspect/macho.ts';
import { hasPeSignature, peArchitecture, withoutPeSignature } from '../../../src/tools/release/inspect/pe.ts';
import { PLATFORMS, type ReleasePlatform } from '../../../src/tools/release/platforms.ts';
import { stripElf } from '../../../src/tools/release/strip-elf.ts';

const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const CODE = Buffer.from('the bundle');
const BLOB = Buffer.concat([Buffer.from([0x20, 0xda, 0x43, 0x01]), CODE]);
const [LINUX, ARM] = PLATFORMS as readonly [ReleasePlatform, ReleasePlatform];

/** An ELF file for amd64 with one note. */
function elf({ fuse = '1', name = 'NODE_SEA_BLOB', data = BLOB } = {}): Buffer {
  const note = Buffer.concat([
    numbers(name.length + 1, data.length, 0),
    padded(Buffer.from(`${name}\0`)),
    padded(Buffer.from(data)),
  ]);
  const header = Buffer.alloc(64 + 56);
  header.write('\x7fELF\x02\x01\x01', 'latin1');
  header.writeUInt16LE(0x3e, 0x12);
  header.writeBigUInt64LE(64n, 0x20);
  header.writeUInt16LE(56, 0x36);
  header.writeUInt16LE(1, 0x38);
  header.writeUInt32LE(4, 64);
  header.writeBigUInt64LE(BigInt(header.length), 64 + 8);
  header.writeBigUInt64LE(BigInt(note.length), 64 + 0x20);
  return Buffer.concat([header, note, Buffer.from(`${FUSE}:${fuse}`)]);
}

function numbers(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) buffer.writeUInt32LE(value, index * 4);
  return buffer;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

test('an executable that holds the bundle is taken', () => {
  expect(checkExecutable(elf(), LINUX, [CODE])).toBe('none');
});

test.each([
  ['is for linux/amd64', elf(), ARM],
  ['its fuse is not set', elf({ fuse: '0' }), LINUX],
  ['holds no code where Node looks for it', elf({ name: 'SOMETHING_ELSE' }), LINUX],
  ['holds no code where Node looks for it', elf({ data: CODE }), LINUX],
  ['holds other code than the bundle', elf({ data: BLOB.subarray(0, -1) }), LINUX],
  ['is of no known format', Buffer.alloc(256), LINUX],
])('one that %s is refused', (why, file, platform) => {
  expect(() => checkExecutable(file, platform, [CODE])).toThrow(why);
});

/** A Mach-O file whose signature has a digest of each page of what comes before it. */
function machO({ spoil = false, pages = 3 } = {}): Buffer {
  const body = Buffer.alloc(4096 * (pages - 1) + 100, 9);
  body.writeUInt32LE(0xfeedfacf, 0);
  body.writeUInt32LE(1, 16);
  numbers(0x1d, 16, body.length, 20 + 44 + pages * 32).copy(body, 32);
  const directory = Buffer.alloc(44 + pages * 32);
  [0xfade0c02, directory.length, 0x20400, 2, 44, 0, 0, pages, body.length].forEach((value, index) => {
    directory.writeUInt32BE(value, index * 4);
  });
  directory.set([32, 2, 0, 12], 36);
  for (let page = 0; page < pages; page++) {
    const bytes = body.subarray(page * 4096, (page + 1) * 4096);
    createHash('sha256')
      .update(bytes)
      .digest()
      .copy(directory, 44 + page * 32);
  }
  const head = Buffer.alloc(20);
  [0xfade0cc0, 20 + directory.length, 1, 0, 20].forEach((value, index) => {
    head.writeUInt32BE(value, index * 4);
  });
  if (spoil) body[5000] = 1;
  return Buffer.concat([body, head, directory]);
}

test('a signature for macOS is compared page by page', () => {
  expect(machOSignature(machO())).toBe('ad hoc');
  expect(machOSignature(machO({ spoil: true }))).toBe('broken');
  const none = machO();
  none.writeUInt32LE(0, 16);
  expect(machOSignature(none)).toBe('none');
  const longer = Buffer.concat([machO(), Buffer.alloc(8)]);
  longer.writeUInt32LE(longer.readUInt32LE(40) + 4, 40);
  expect(machOSignature(longer)).toBe('broken');
});

/** A PE file with a signature at its end. */
function pe(): Buffer {
  const file = Buffer.alloc(0x200, 1);
  file.write('MZ');
  file.writeUInt32LE(0x80, 0x3c);
  file.write('PE\0\0', 0x80);
  file.writeUInt16LE(0x8664, 0x84);
  file.writeUInt16LE(0x20b, 0x98);
  numbers(0x180, 0x80).copy(file, 0x98 + 112 + 4 * 8);
  return file;
}

test('the signature of a program for Windows is taken away whole', () => {
  expect(peArchitecture(pe())).toBe('amd64');
  expect(hasPeSignature(pe())).toBe(true);
  const bare = withoutPeSignature(pe());
  expect(hasPeSignature(bare)).toBe(false);
  expect(bare.length).toBe(0x180);
  expect(withoutPeSignature(bare)).toBe(bare);
  expect(() => withoutPeSignature(Buffer.concat([pe(), Buffer.alloc(4)]))).toThrow('not at its end');
});

test('what Linux loads of Node stays where it is, and symbols go', () => {
  const node = readFileSync(process.execPath);
  const bare = stripElf(node);
  expect(isElf(bare)).toBe(true);
  expect(elfArchitecture(bare)).toBe(elfArchitecture(node));
  expect(bare.length).toBeLessThan(node.length * 0.9);
  const names = readSections(bare).map(({ name }) => name);
  expect(names).toContain('.text');
  for (const name of ['.symtab', '.debug_info']) expect(names).not.toContain(name);
  const loaded = (file: Buffer) => readSections(file).find(({ name }) => name === '.data');
  expect(loaded(bare)).toMatchObject({ offset: loaded(node)?.offset, size: loaded(node)?.size });
  const end = (loaded(node)?.offset ?? 0) + (loaded(node)?.size ?? 0);
  // Of the header the place, the number and the names of sections change.
  expect(bare.subarray(64, end).equals(node.subarray(64, end))).toBe(true);
});

/**
 * Leaves out of an ELF executable what is not loaded when it runs: symbols and debugging sections, a fifth of Node.
 * As `strip` does it, for every processor alike.
 */
import { type ElfSection, readSections } from './inspect/elf.ts';

const ALLOCATED = 2n;
const NO_BITS = 8;
const STRINGS = 3;
const HEADER = 64;
const NAMES = '.shstrtab';

/** Throws where something that is loaded comes after something that is not. */
export function stripElf(file: Buffer): Buffer {
  const sections = readSections(file);
  const kept = sections.filter(({ type, flags }) => type === 0 || (flags & ALLOCATED) !== 0n);
  const end = Math.max(...kept.filter(({ type }) => type !== NO_BITS).map(({ offset, size }) => offset + size));
  const firstLeft = Math.min(...sections.filter((section) => !kept.includes(section)).map(({ offset }) => offset));
  if (firstLeft < end || kept.some((section, index) => section !== sections[index]))
    throw new Error('sections of this executable are in an order that is not known here');
  return withSections(file.subarray(0, end), kept);
}

function withSections(loaded: Buffer, kept: readonly ElfSection[]): Buffer {
  const names = [...kept.map(({ name }) => name), NAMES];
  const strings = Buffer.from(`${names.join('\0')}\0`);
  const stringsAt = loaded.length;
  const at = Math.ceil((stringsAt + strings.length) / 8) * 8;
  const result = Buffer.alloc(at + names.length * HEADER);
  loaded.copy(result);
  strings.copy(result, stringsAt);
  let nameAt = 0;
  kept.forEach(({ name, header }, index) => {
    header.copy(result, at + index * HEADER);
    result.writeUInt32LE(nameAt, at + index * HEADER);
    nameAt += name.length + 1;
  });
  writeStringsHeader(result, at + kept.length * HEADER, { nameAt, stringsAt, size: strings.length });
  result.writeBigUInt64LE(BigInt(at), 0x28);
  result.writeUInt16LE(names.length, 0x3c);
  result.writeUInt16LE(kept.length, 0x3e);
  return result;
}

function writeStringsHeader(
  result: Buffer,
  at: number,
  { nameAt, stringsAt, size }: { readonly nameAt: number; readonly stringsAt: number; readonly size: number },
): void {
  result.writeUInt32LE(nameAt, at);
  result.writeUInt32LE(STRINGS, at + 4);
  result.writeBigUInt64LE(BigInt(stringsAt), at + 0x18);
  result.writeBigUInt64LE(BigInt(size), at + 0x20);
  result.writeBigUInt64LE(1n, at + 0x30);
}

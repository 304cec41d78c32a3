/** Mach-O executables, as macOS runs them: 64 bit, one architecture. */
import { createHash } from 'node:crypto';

const MAGIC = 0xfeedfacf;
const MACHINES: Readonly<Record<number, string>> = { 16777223: 'amd64', 16777228: 'arm64' };
const SEGMENT = 0x19;
const CODE_SIGNATURE = 0x1d;
const SIGNATURE = 0xfade0cc0;
const CODE_DIRECTORY = 0xfade0c02;
const CMS = 0xfade0b01;
const SHA_256 = 2;

export function isMachO(file: Buffer): boolean {
  return file.readUInt32LE(0) === MAGIC;
}

export function machOArchitecture(file: Buffer): string | undefined {
  return MACHINES[file.readUInt32LE(4)];
}

interface LoadCommand {
  readonly type: number;
  readonly bytes: Buffer;
}

function loadCommands(file: Buffer): readonly LoadCommand[] {
  const commands: LoadCommand[] = [];
  let at = 32;
  for (let left = file.readUInt32LE(16); left > 0; left--) {
    const size = file.readUInt32LE(at + 4);
    commands.push({ type: file.readUInt32LE(at), bytes: file.subarray(at, at + size) });
    at += size;
  }
  return commands;
}

/** What a section holds; `undefined` where there is none of that name. */
export function machOSection(file: Buffer, segment: string, section: string): Buffer | undefined {
  for (const { type, bytes } of loadCommands(file)) {
    if (type !== SEGMENT || text(bytes, 8) !== segment) continue;
    for (let index = 0; index < bytes.readUInt32LE(64); index++) {
      const at = 72 + index * 80;
      if (text(bytes, at) !== section) continue;
      const offset = bytes.readUInt32LE(at + 48);
      return file.subarray(offset, offset + Number(bytes.readBigUInt64LE(at + 40)));
    }
  }
  return undefined;
}

function text(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at, at + 16).replace(/\0+$/, '');
}

/** `broken`: there is a signature, and it is not that of these bytes. */
export type MachOSignature = 'none' | 'ad hoc' | 'by a certificate' | 'broken';

/** Reads the signature and compares each page with its digest. */
export function machOSignature(file: Buffer): MachOSignature {
  const command = loadCommands(file).find(({ type }) => type === CODE_SIGNATURE);
  if (command === undefined) return 'none';
  const [offset, size] = [command.bytes.readUInt32LE(8), command.bytes.readUInt32LE(12)];
  const blobs = signatureBlobs(file.subarray(offset, offset + size));
  const directories = blobs.filter((blob) => blob.readUInt32BE(0) === CODE_DIRECTORY);
  if (directories.length === 0 || !directories.every((directory) => agrees(file, directory, offset))) return 'broken';
  return blobs.some((blob) => blob.readUInt32BE(0) === CMS && blob.length > 8) ? 'by a certificate' : 'ad hoc';
}

function signatureBlobs(signature: Buffer): readonly Buffer[] {
  if (signature.length < 12 || signature.readUInt32BE(0) !== SIGNATURE) return [];
  return Array.from({ length: signature.readUInt32BE(8) }, (_, index) => {
    const at = signature.readUInt32BE(12 + index * 8 + 4);
    return signature.subarray(at, at + signature.readUInt32BE(at + 4));
  });
}

/** Of a directory with another kind of digest only the reach is compared. */
function agrees(file: Buffer, directory: Buffer, end: number): boolean {
  const [hashesAt, count, limit] = [16, 28, 32].map((at) => directory.readUInt32BE(at));
  const [width, kind, shift] = [36, 37, 39].map((at) => directory.readUInt8(at));
  if (limit !== end) return false;
  if (kind !== SHA_256) return true;
  const page = 2 ** (shift ?? 0);
  return Array.from({ length: count ?? 0 }).every((_, index) => {
    const bytes = file.subarray(index * page, Math.min((index + 1) * page, limit));
    const at = (hashesAt ?? 0) + index * (width ?? 0);
    return createHash('sha256')
      .update(bytes)
      .digest()
      .equals(directory.subarray(at, at + (width ?? 0)));
  });
}

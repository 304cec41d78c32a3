/** PE executables, as Windows runs them: 64 bit. */
const MACHINES: Readonly<Record<number, string>> = { 34404: 'amd64', 43620: 'arm64' };
const PE32_PLUS = 0x20b;
const RAW_DATA = 10;
const RESOURCES = 2;
const CERTIFICATES = 4;
const IS_FOLDER = 0x80000000;

export function isPe(file: Buffer): boolean {
  return file.toString('latin1', 0, 2) === 'MZ' && file.readUInt32LE(headerAt(file)) === 0x4550;
}

export function peArchitecture(file: Buffer): string | undefined {
  return file.readUInt16LE(headerAt(file) + 24) === PE32_PLUS
    ? MACHINES[file.readUInt16LE(headerAt(file) + 4)]
    : undefined;
}

function headerAt(file: Buffer): number {
  return file.readUInt32LE(0x3c);
}

interface Directory {
  readonly address: number;
  readonly size: number;
}

function directoryAt(file: Buffer, index: number): number {
  return headerAt(file) + 24 + 112 + index * 8;
}

function directory(file: Buffer, index: number): Directory {
  const at = directoryAt(file, index);
  return { address: file.readUInt32LE(at), size: file.readUInt32LE(at + 4) };
}

export function hasPeSignature(file: Buffer): boolean {
  return directory(file, CERTIFICATES).size > 0;
}

/** The same without its signature: one of the bytes before a resource is added would be broken afterwards. */
export function withoutPeSignature(file: Buffer): Buffer {
  const { address, size } = directory(file, CERTIFICATES);
  if (size === 0) return file;
  if (address + size !== file.length) throw new Error('the signature of this executable is not at its end');
  // Of this one directory the address is a place in the file.
  const bare = Buffer.from(file.subarray(0, address));
  bare.writeBigUInt64LE(0n, directoryAt(bare, CERTIFICATES));
  return bare;
}

/** A resource of raw data by its name; `undefined` where there is none. */
export function peResource(file: Buffer, name: string): Buffer | undefined {
  const root = offsetOf(file, directory(file, RESOURCES).address);
  if (root === undefined) return undefined;
  const type = entriesOf(file, root, root).find(({ id }) => id === RAW_DATA);
  const named = type && entriesOf(file, root, type.at).find((entry) => entry.name === name);
  const language = named && entriesOf(file, root, named.at)[0];
  if (language === undefined) return undefined;
  const offset = offsetOf(file, file.readUInt32LE(language.at));
  return offset === undefined ? undefined : file.subarray(offset, offset + file.readUInt32LE(language.at + 4));
}

interface Entry {
  readonly id: number;
  readonly name?: string;
  readonly at: number;
}

function entriesOf(file: Buffer, root: number, at: number): readonly Entry[] {
  const count = file.readUInt16LE(at + 12) + file.readUInt16LE(at + 14);
  return Array.from({ length: count }, (_, index) => {
    const [id, place] = [0, 4].map((field) => file.readUInt32LE(at + 16 + index * 8 + field));
    const target = root + (((place ?? 0) & ~IS_FOLDER) >>> 0);
    return { id: id ?? 0, at: target, ...(((id ?? 0) & IS_FOLDER) === 0 ? {} : { name: nameAt(file, root, id ?? 0) }) };
  });
}

function nameAt(file: Buffer, root: number, id: number): string {
  const at = root + ((id & ~IS_FOLDER) >>> 0);
  return file.toString('utf16le', at + 2, at + 2 + 2 * file.readUInt16LE(at));
}

function offsetOf(file: Buffer, address: number): number | undefined {
  const header = headerAt(file);
  const first = header + 24 + file.readUInt16LE(header + 20);
  for (let index = 0; index < file.readUInt16LE(header + 6); index++) {
    const at = first + index * 40;
    const [size = 0, start = 0, raw = 0] = [8, 12, 20].map((field) => file.readUInt32LE(at + field));
    if (address >= start && address < start + size) return raw + address - start;
  }
  return undefined;
}

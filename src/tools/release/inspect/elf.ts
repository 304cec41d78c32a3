/** ELF executables, as Linux runs them: 64 bit, little endian. */
export interface ElfSection {
  readonly name: string;
  readonly type: number;
  readonly flags: bigint;
  readonly offset: number;
  readonly size: number;
  /** As it is in the table of sections. */
  readonly header: Buffer;
}

export interface ElfSegment {
  readonly type: number;
  readonly offset: number;
  readonly size: number;
}

const MACHINES: Readonly<Record<number, string>> = { 62: 'amd64', 183: 'arm64' };
const NOTE = 4;

export function isElf(file: Buffer): boolean {
  return file.readUInt32BE(0) === 0x7f454c46 && file[4] === 2 && file[5] === 1;
}

export function elfArchitecture(file: Buffer): string | undefined {
  return MACHINES[file.readUInt16LE(0x12)];
}

export function readSections(file: Buffer): readonly ElfSection[] {
  const at = Number(file.readBigUInt64LE(0x28));
  const [width, count, namesAt] = [0x3a, 0x3c, 0x3e].map((place) => file.readUInt16LE(place));
  const headers = Array.from({ length: count ?? 0 }, (_, index) =>
    file.subarray(at + index * (width ?? 0), at + (index + 1) * (width ?? 0)),
  );
  const names = headers[namesAt ?? 0];
  if (names === undefined) throw new Error('this executable has no names of sections');
  const strings = Number(names.readBigUInt64LE(0x18));
  return headers.map((header) => {
    const nameAt = strings + header.readUInt32LE(0);
    return {
      name: file.toString('latin1', nameAt, file.indexOf(0, nameAt)),
      type: header.readUInt32LE(4),
      flags: header.readBigUInt64LE(8),
      offset: Number(header.readBigUInt64LE(0x18)),
      size: Number(header.readBigUInt64LE(0x20)),
      header,
    };
  });
}

export function readSegments(file: Buffer): readonly ElfSegment[] {
  const at = Number(file.readBigUInt64LE(0x20));
  const [width = 0, count = 0] = [0x36, 0x38].map((place) => file.readUInt16LE(place));
  return Array.from({ length: count }, (_, index) => {
    const start = at + index * width;
    return {
      type: file.readUInt32LE(start),
      offset: Number(file.readBigUInt64LE(start + 8)),
      size: Number(file.readBigUInt64LE(start + 0x20)),
    };
  });
}

/** What the notes of that name hold: there Node looks for its code. */
export function readNotes(file: Buffer, name: string): readonly Buffer[] {
  return readSegments(file)
    .filter(({ type }) => type === NOTE)
    .flatMap(({ offset, size }) => notesIn(file.subarray(offset, offset + size)))
    .filter((note) => note.name === name)
    .map(({ data }) => data);
}

function notesIn(bytes: Buffer): readonly { readonly name: string; readonly data: Buffer }[] {
  const notes: { name: string; data: Buffer }[] = [];
  for (let at = 0; at + 12 <= bytes.length; ) {
    const [nameSize, size] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
    const dataAt = at + 12 + aligned(nameSize);
    const name = bytes.toString('latin1', at + 12, at + 12 + nameSize).replace(/\0+$/, '');
    notes.push({ name, data: bytes.subarray(dataAt, dataAt + size) });
    at = dataAt + aligned(size);
  }
  return notes;
}

function aligned(size: number): number {
  return Math.ceil(size / 4) * 4;
}

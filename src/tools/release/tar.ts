/** Tar archives as bytes: the same entries make the same archive, whoever makes it, where and when. */
import { gunzipSync, gzipSync } from 'node:zlib';

export interface ArchiveEntry {
  /** A plain file name, at most 99 characters. */
  readonly name: string;
  readonly data: Buffer;
  readonly isExecutable?: boolean;
}

const BLOCK = 512;

/** `.tar.gz`, in the order given. `time`: seconds since 1970, of every entry. */
export function tarGz(entries: readonly ArchiveEntry[], time: number): Buffer {
  const blocks = entries.flatMap((entry) => [header(entry, time), entry.data, padding(entry.data.length)]);
  const packed = gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]), { level: 6 });
  // The header of gzip names the system that wrote it: unknown.
  packed[9] = 255;
  return packed;
}

function header({ name, data, isExecutable = false }: ArchiveEntry, time: number): Buffer {
  if (name.length > 99 || name.includes('..')) throw new RangeError(`not a name for an archive: ${name}`);
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0);
  block.write(octal(isExecutable ? 0o755 : 0o644, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(data.length, 11), 124);
  block.write(octal(time, 11), 136);
  block.write('        0', 148);
  block.write('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\u0000 `, 148);
  return block;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function padding(length: number): Buffer {
  return Buffer.alloc((BLOCK - (length % BLOCK)) % BLOCK);
}

/** The regular files of a `.tar.gz` by name, those that are wanted. */
export function untarGz(packed: Buffer, isWanted: (name: string) => boolean): ReadonlyMap<string, Buffer> {
  const bytes = gunzipSync(packed);
  const files = new Map<string, Buffer>();
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const field = (from: number, length: number) => text(bytes.subarray(at + from, at + from + length));
    const [prefix, end] = [field(345, 155), field(0, 100)];
    const name = prefix === '' ? end : `${prefix}/${end}`;
    const size = Number.parseInt(field(124, 12), 8);
    const isFile = field(156, 1) === '0' || field(156, 1) === '';
    if (isFile && isWanted(name)) files.set(name, bytes.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + size + padding(size).length;
  }
  return files;
}

function text(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end === -1 ? bytes.length : end).trim();
}

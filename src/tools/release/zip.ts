/** Zip archives as bytes: the same entries make the same archive. */
import { crc32, deflateRawSync } from 'node:zlib';
import type { ArchiveEntry } from './tar.ts';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const MADE_ON_UNIX = (3 << 8) | VERSION;
const DEFLATED = 8;
const FILE = 0o100000;

/** In the order given. `time`: seconds since 1970, of every entry. */
export function zip(entries: readonly ArchiveEntry[], time: number): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = deflateRawSync(entry.data, { level: 6 });
    const shared = sharedFields(entry, packed, time);
    const name = Buffer.from(entry.name);
    const local = Buffer.concat([bytes(4, LOCAL), bytes(2, VERSION), shared, name]);
    directory.push(centralHeader(entry, shared, offset), name);
    parts.push(local, packed);
    offset += local.length + packed.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...parts, central, endOfDirectory(entries.length, central.length, offset)]);
}

/** From the flags to the length of the extra field: the same in both headers. */
function sharedFields({ name, data }: ArchiveEntry, packed: Buffer, time: number): Buffer {
  return Buffer.concat([
    bytes(2, 0),
    bytes(2, DEFLATED),
    dosTime(time),
    bytes(4, crc32(data)),
    bytes(4, packed.length),
    bytes(4, data.length),
    bytes(2, Buffer.byteLength(name)),
    bytes(2, 0),
  ]);
}

function centralHeader({ isExecutable = false }: ArchiveEntry, shared: Buffer, offset: number): Buffer {
  const mode = (FILE | (isExecutable ? 0o755 : 0o644)) * 0x10000;
  const own = Buffer.concat([bytes(2, 0), bytes(2, 0), bytes(2, 0), bytes(4, mode), bytes(4, offset)]);
  return Buffer.concat([bytes(4, CENTRAL), bytes(2, MADE_ON_UNIX), bytes(2, VERSION), shared, own]);
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const counts = [bytes(2, 0), bytes(2, 0), bytes(2, count), bytes(2, count)];
  return Buffer.concat([bytes(4, END), ...counts, bytes(4, size), bytes(4, offset), bytes(2, 0)]);
}

/** Two seconds a step, and no time zone: UTC. */
function dosTime(time: number): Buffer {
  const at = new Date(time * 1000);
  const clock = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const day = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return Buffer.concat([bytes(2, clock), bytes(2, day)]);
}

function bytes(width: 2 | 4, value: number): Buffer {
  const buffer = Buffer.alloc(width);
  buffer.writeUIntLE(value, 0, width);
  return buffer;
}

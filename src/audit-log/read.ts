/** Audit logs from files, folders and standard input, packed or not, in constant memory. */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { AuditLog } from '../plugin-api/index.ts';
import { createSplitter } from './split.ts';
import { createTally, type Tally } from './tally.ts';

export interface ReadOptions {
  /** Paths of files and folders; `-` is standard input. */
  readonly sources: readonly string[];
  readonly stdin: () => Readable;
  readonly signal: AbortSignal;
  /** After each piece of bytes, how many of how many there are in all; of a stream nobody knows. */
  readonly onProgress?: (bytes: number, all: number | undefined) => void;
}

const CHUNK = 1024 * 1024;
const STDIN = 'standard input';

/** Rejects when a file cannot be read, with the code of Node and its path. */
export async function readAuditLog(options: ReadOptions): Promise<AuditLog> {
  const tally = createTally();
  const files = await filesOf(options.sources);
  let bytes = 0;
  const sizes = files.map(({ size }) => size);
  const all = sizes.includes(undefined) ? undefined : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  for (const { path } of files) {
    options.signal.throwIfAborted();
    const stream = path === '-' ? options.stdin() : createReadStream(path, { highWaterMark: CHUNK });
    await readStream(stream, tally, (size) => {
      bytes += size;
      options.signal.throwIfAborted();
      options.onProgress?.(bytes, all);
    });
  }
  return tally.result(
    options.sources.map((source) => (source === '-' ? STDIN : source)),
    files.length,
  );
}

interface File {
  readonly path: string;
  readonly size?: number;
}

/** Each file once, those of folders by their names, in which rotations have their time. */
async function filesOf(sources: readonly string[]): Promise<readonly File[]> {
  const found = await Promise.all(sources.map((source) => (source === '-' ? [{ path: source }] : filesAt(source))));
  return [...new Map(found.flat().map((file) => [file.path, file])).values()];
}

async function filesAt(path: string): Promise<readonly File[]> {
  const facts = await stat(path);
  if (!facts.isDirectory()) return [{ path, ...(facts.isFile() ? { size: facts.size } : {}) }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(paths.sort().map(async (each) => ({ path: each, size: (await stat(each)).size })));
}

const GZIP = Buffer.from([0x1f, 0x8b]);

/** What is packed is told by its first bytes: names lie, and a pipe has none. */
async function readStream(stream: Readable, tally: Tally, onBytes: (size: number) => void): Promise<void> {
  const splitter = createSplitter(tally);
  const chunks = stream[Symbol.asyncIterator]();
  const first = (await chunks.next()) as IteratorResult<Buffer>;
  if (first.done === true) return;
  const counted = async function* () {
    for (let next: IteratorResult<Buffer> = first; next.done !== true; next = await chunks.next()) {
      onBytes(next.value.length);
      yield next.value;
    }
  };
  if (!first.value.subarray(0, 2).equals(GZIP)) for await (const chunk of counted()) splitter.push(chunk);
  else await unpack(counted(), splitter.push, tally);
  splitter.end();
}

/** Of a packed file that ends too early what came before counts. */
async function unpack(chunks: AsyncIterable<Buffer>, push: (chunk: Buffer) => void, tally: Tally): Promise<void> {
  const unpacked = pipeline(Readable.from(chunks), createGunzip({ chunkSize: CHUNK }), () => undefined);
  try {
    for await (const chunk of unpacked) push(chunk as Buffer);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) throw error;
    tally.damaged();
  }
}

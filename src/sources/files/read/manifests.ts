/** The manifests of a session: which files there are, what is in them, and where each object stands. */
import { readFile, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { refKey } from '../../../kube/refs.ts';
import type { ClusterIdentity } from '../../../model/ports.ts';
import type { ObjectRef } from '../../../plugin-api/index.ts';
import { discover, type ManifestPath, STDIN, troubleOf } from './discover.ts';
import { type ManifestText, sha256, textOf } from './text.ts';

export interface FilesOptions {
  /** Files, folders, and `-` for standard input. */
  readonly paths: readonly string[];
  readonly recursive?: boolean;
  /** Patterns of what folders leave out. */
  readonly exclude?: readonly string[];
  /** Where objects are that name no namespace; without it they are in none that is known. */
  readonly namespace?: string;
  /** What `-` reads: standard input of the process by default. */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
}

/** Where an object stands: a document of a file, and the way through `items` where that is a list. */
export interface Place {
  readonly path: string;
  readonly document: number;
  readonly line: number;
  readonly items: readonly number[];
}

export class Manifests {
  readonly #options: FilesOptions;
  readonly #places = new Map<string, Place>();
  /** SHA-256 of each file as it was read, or as we wrote it. */
  readonly #known = new Map<string, string>();
  /** Paths that were read, and whether they were given as such or found in a folder. */
  readonly #read = new Map<string, ManifestPath>();
  #stdin: Buffer | undefined;

  constructor(options: FilesOptions) {
    this.#options = options;
  }

  get paths(): readonly string[] {
    return this.#options.paths;
  }

  get isRecursive(): boolean {
    return this.#options.recursive ?? false;
  }

  files(): ReturnType<typeof discover> {
    return discover(this.paths, { isRecursive: this.isRecursive, exclude: this.#options.exclude ?? [] });
  }

  /** Throws the file system's error. */
  async bytes(path: string): Promise<Buffer> {
    if (path !== STDIN) return readFile(path);
    this.#stdin ??= await collect(this.#options.stdin ?? process.stdin);
    return this.#stdin;
  }

  /** Reads a file and remembers its state as known. */
  async open(file: ManifestPath): Promise<ManifestText | { readonly problem: string }> {
    const { path } = file;
    if (!this.#read.has(path)) this.#read.set(path, file);
    let bytes: Buffer;
    try {
      bytes = await this.bytes(path);
    } catch (error) {
      return { problem: troubleOf(error) };
    }
    const found = textOf(bytes);
    if ('text' in found) this.#known.set(path, found.sha256);
    return found;
  }

  /** What stood under that name before, when it is defined twice. */
  place(ref: ObjectRef, place: Place): Place | undefined {
    const key = refKey(ref);
    const earlier = this.#places.get(key);
    this.#places.set(key, place);
    return earlier;
  }
  placeOf(ref: ObjectRef): Place | undefined {
    return this.#places.get(refKey(ref));
  }
  places(): ReadonlyMap<string, Place> {
    return this.#places;
  }
  read(): Iterable<string> {
    return this.#read.keys();
  }
  /** Given by its own name, not by that of its folder. */
  isNamed(path: string): boolean {
    return this.#read.get(path)?.isFound === false;
  }

  /** Before everything is read anew. */
  forgetAll(): void {
    this.#places.clear();
  }
  forget(path: string): void {
    for (const [key, place] of this.#places) if (place.path === path) this.#places.delete(key);
  }

  known(path: string): string | undefined {
    return this.#known.get(path);
  }
  setKnown(path: string, hash: string | undefined): void {
    if (hash === undefined) this.#known.delete(path);
    else this.#known.set(path, hash);
  }
  setStdin(bytes: Buffer): void {
    this.#stdin = bytes;
  }
  get stdin(): Buffer | undefined {
    return this.#stdin;
  }

  /** Real paths, so that a journal finds its files from any working folder. */
  async identity(): Promise<ClusterIdentity> {
    const real = await Promise.all(this.paths.map(realPath));
    const server = real.join(', ');
    return { id: sha256(server), server, ca: '', context: '', user: '', version: '' };
  }
}

async function realPath(path: string): Promise<string> {
  if (path === STDIN) return 'standard input';
  try {
    return await realpath(path);
  } catch {
    return resolve(path);
  }
}

async function collect(stream: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}

/** A path for people: standard input by its name. */
export function shownPath(path: string): string {
  return path === STDIN ? 'standard input' : path;
}

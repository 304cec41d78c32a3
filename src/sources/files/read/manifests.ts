/** The manifests of a session: which files there are, what is in them, and where each object stands. */
import { statSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { readFileNow } from '../../../disk/read.ts';
import { refKey, withoutFile } from '../../../kube/refs.ts';
import { UNPLACED } from '../../../kube/unplaced.ts';
import type { ClusterIdentity } from '../../../model/ports.ts';
import type { ObjectRef } from '../../../plugin-api/index.ts';
import { ListedFiles } from '../kustomize/listed.ts';
import { Copies } from './copies.ts';
import { type Discovered, discover, type ManifestPath, STDIN, troubleOf } from './discover.ts';
import { type ManifestText, type NoText, sha256, textOf } from './text.ts';

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
  /** For an undo, which goes by the paths of its journal: what was given when the run was made. */
  readonly given?: { readonly identity: ClusterIdentity; readonly roots: readonly string[] };
}

/** Where an object stands: a document of a file, and the way through `items` where that is a list. */
export interface Place {
  readonly path: string;
  readonly document: number;
  readonly line: number;
  readonly items: readonly number[];
  /** What it is given where it names no namespace. */
  readonly namespace: string;
}

export class Manifests {
  readonly #options: FilesOptions;
  #roots: readonly string[] | undefined;
  readonly #places = new Map<string, Place>();
  /** SHA-256 of each file as it was read, or as we wrote it. */
  readonly #known = new Map<string, string>();
  /** Paths that were read, and whether they were given as such or found in a folder. */
  readonly #read = new Map<string, ManifestPath>();
  readonly copies = new Copies();
  #base: string | undefined;
  readonly #within = new Map<string, string>();
  #stdin: Buffer | undefined;
  /** Everything was read once: what stands in no place known is in no file. */
  isScanned = false;
  #listed = new ListedFiles();

  constructor(options: FilesOptions) {
    this.#options = options;
  }

  get paths(): readonly string[] {
    return this.#options.paths;
  }

  /** Of what names none. */
  get namespace(): string {
    return this.#options.namespace ?? UNPLACED;
  }

  get isRecursive(): boolean {
    return this.#options.recursive ?? false;
  }

  files(): ReturnType<typeof discover> {
    return discover(this.paths, { isRecursive: this.isRecursive, exclude: this.#options.exclude ?? [] });
  }

  /** Reads the kustomizations beside the files and above them; returns what is wrong with them. */
  async lookForKustomizations(files: Iterable<Discovered>): Promise<readonly string[]> {
    this.#listed = new ListedFiles();
    await this.#listed.look([...files].flatMap((file) => ('path' in file ? [file.path] : [])));
    return this.#listed.problems;
  }
  get listed(): ListedFiles {
    return this.#listed;
  }

  /** Throws the file system's error. */
  async bytes(path: string): Promise<Buffer> {
    if (path !== STDIN) return readFile(path);
    this.#stdin ??= await collect(this.#options.stdin ?? process.stdin);
    return this.#stdin;
  }

  /** The same of what is to be written: a pipe that took the place of a file is not waited for. */
  async content(path: string): Promise<Buffer> {
    return path === STDIN ? this.bytes(path) : readFileNow(path);
  }

  /** Reads a file and remembers its state as known. */
  async open(file: ManifestPath): Promise<ManifestText | NoText> {
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

  /** `key`: of its reference, as `refKey` says. */
  place(key: string, place: Place): void {
    this.#places.set(key, place);
  }
  unplace(ref: ObjectRef): void {
    this.#places.delete(refKey(ref));
  }
  /** Another session may have given a namespace to what names none. */
  placeOf(ref: ObjectRef): Place | undefined {
    const found = this.#placeOf(ref);
    return found ?? (ref.namespace === undefined ? undefined : this.#placeOf({ ...ref, namespace: UNPLACED }));
  }
  /** A copy may have become the only one, or the other way round: then its file, or the first one, tells. */
  #placeOf(ref: ObjectRef): Place | undefined {
    const found = this.#places.get(refKey(ref));
    if (found !== undefined) return found;
    const key = refKey(withoutFile(ref));
    const only = this.#places.get(key);
    if (ref.file !== undefined) return only !== undefined && this.within(only.path) === ref.file ? only : undefined;
    for (const [other, place] of this.#places) if (other.startsWith(`${key}@`)) return place;
    return undefined;
  }
  places(): ReadonlyMap<string, Place> {
    return this.#places;
  }
  /** A file from the folder that holds all that is read: the same from any working folder. */
  within(path: string): string {
    // Asked for with each of its documents.
    const known = this.#within.get(path) ?? this.#fromBase(path);
    this.#within.set(path, known);
    return known;
  }
  #fromBase(path: string): string {
    if (path === STDIN) return shownPath(path);
    this.#base ??= commonFolder(this.paths);
    return relative(this.#base, resolve(path)).split(sep).join('/');
  }
  /** The file that is called so: as it was read, or where it would be. */
  pathOf(within: string): string {
    const folders = new Map<string, string>();
    for (const path of this.read()) {
      if (this.within(path) === within) return path;
      folders.set(dirname(this.within(path)), dirname(path));
    }
    const folder = folders.get(dirname(within));
    if (folder !== undefined) return join(folder, basename(within));
    this.#base ??= commonFolder(this.paths);
    return join(this.#base, within);
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
    this.copies.forgetAll();
  }
  forget(path: string): void {
    this.copies.forget(path);
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
    if (this.#options.given !== undefined) return this.#options.given.identity;
    const real = await Promise.all(this.paths.map(realPath));
    const server = real.join(', ');
    return { id: sha256(server), server, ca: '', context: '', user: '', version: '' };
  }

  /** Real paths of what was given, as they were when that was asked first: nothing outside is written. */
  async roots(): Promise<readonly string[]> {
    this.#roots ??=
      this.#options.given?.roots ?? (await Promise.all(this.paths.filter((path) => path !== STDIN).map(realPath)));
    return this.#roots;
  }
}

/** Of everything that was given; of files the folder that they are in. */
function commonFolder(paths: readonly string[]): string {
  const folders = paths.filter((path) => path !== STDIN).map(folderOf);
  const [first = process.cwd(), ...others] = folders;
  return others.reduce((common, folder) => {
    let shared = common;
    while (relative(shared, folder).split(sep)[0] === '..') shared = dirname(shared);
    return shared;
  }, first);
}

function folderOf(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? resolve(path) : dirname(resolve(path));
}

export async function realPath(path: string): Promise<string> {
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

/** Where changed text goes: to files, whole and at once, or (for standard input) into memory. */
import { resolve } from 'node:path';
import { errorCode } from '../../../disk/errors.ts';
import { Leftovers } from '../../../disk/leftovers.ts';
import { createFile, demandFolder, demandReplaceable, removeFile, replaceFile } from '../../../disk/write.ts';
import { TargetError } from '../../../model/ports.ts';
import { reasonOf, STDIN } from '../read/discover.ts';
import type { LoadedFile } from '../read/loaded.ts';
import { type Manifests, shownPath } from '../read/manifests.ts';
import { sha256 } from '../read/text.ts';

/** Manifests are for everybody who may look into their folder. */
const NEW_FILE_MODE = 0o644;

interface Tried {
  readonly bytes: Buffer;
  readonly sha256: string;
}

export class FileStore {
  readonly #manifests: Manifests;
  /** What the last dry run would have left in each file: the next one goes on from there. */
  readonly #tried = new Map<string, Tried>();

  readonly #leftovers = new Leftovers();

  constructor(manifests: Manifests) {
    this.#manifests = manifests;
  }

  absolute(path: string): string {
    return path === STDIN ? STDIN : resolve(path);
  }
  /** As the path was given, if it is one of those that were read. */
  given(absolute: string): string {
    for (const path of this.#manifests.read()) if (this.absolute(path) === absolute) return path;
    return absolute;
  }
  tried(path: string): Tried | undefined {
    return this.#tried.get(path);
  }

  /** Throws TargetError where nothing could be written: that is found before the first write, not at it. */
  demandWritable(path: string, isThere: boolean): void {
    if (path !== STDIN) attempt(path, () => (isThere ? demandReplaceable : demandFolder)(path));
  }

  /** Returns the hash of what is then in the file. Throws TargetError. */
  async replace({ path }: LoadedFile, bytes: Buffer, dryRun: boolean): Promise<string> {
    return this.#keep(path, bytes, dryRun, () => replaceFile(path, bytes));
  }
  async make(path: string, bytes: Buffer, dryRun: boolean): Promise<string> {
    return this.#keep(path, bytes, dryRun, () => createFile(path, bytes, NEW_FILE_MODE));
  }
  async remove({ path }: Pick<LoadedFile, 'path'>, dryRun: boolean): Promise<void> {
    await this.#keep(path, Buffer.alloc(0), dryRun, () => removeFile(path));
    if (!dryRun && path !== STDIN) this.#manifests.setKnown(path, undefined);
  }

  async #keep(path: string, bytes: Buffer, dryRun: boolean, write: () => void): Promise<string> {
    const hash = sha256(bytes);
    if (dryRun) {
      this.#tried.set(path, { bytes, sha256: hash });
      return hash;
    }
    if (path === STDIN) this.#manifests.setStdin(bytes);
    else {
      await this.#leftovers.clearBeside(path);
      attempt(path, write);
    }
    this.#tried.delete(path);
    this.#manifests.setKnown(path, hash);
    return hash;
  }
}

function attempt(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const code = errorCode(error);
    const isDenied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
    const text = code === 'EROFS' ? 'the file system is read-only' : reasonOf(error);
    if (code === 'EEXIST')
      throw new TargetError('drift', `${shownPath(path)}: a file of that name was created meanwhile`);
    throw new TargetError(isDenied ? 'denied' : 'failed', `${shownPath(path)}: ${text}`, { cause: error });
  }
}

/** Where changed text goes: to files, whole and at once, or (for standard input) into memory. */
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Leftovers } from '../../../disk/leftovers.ts';
import { createFile, demandWritable, removeFile, replaceFile } from '../../../disk/write.ts';
import { TargetError } from '../../../model/ports.ts';
import { errorCode, problemText } from '../../../text/errors.ts';
import { STDIN } from '../read/discover.ts';
import { type Manifests, realPath, shownPath } from '../read/manifests.ts';
import { sha256 } from '../read/text.ts';
import type { Content } from './give-back.ts';

/** Manifests are for everybody who may look into their folder. */
const NEW_FILE_MODE = 0o644;

interface Keeping {
  readonly dryRun: boolean;
  readonly isGone?: boolean;
}

export class FileStore {
  readonly #manifests: Manifests;
  /** What the last dry run would have left in each file: the next one goes on from there. */
  readonly #tried = new Map<string, Content>();
  readonly #leftovers = new Leftovers();

  constructor(manifests: Manifests) {
    this.#manifests = manifests;
  }

  /** As the path was given, if it is one of those that were read. */
  async given(real: string): Promise<string> {
    for (const path of this.#manifests.read()) if ((await this.real(path)) === real) return path;
    return real;
  }
  /** Links resolved, also where the file is not there yet. */
  async real(path: string): Promise<string> {
    if (path === STDIN) return STDIN;
    const real = await realPath(path);
    return real === resolve(path) ? join(await realPath(dirname(path)), basename(path)) : real;
  }
  tried(path: string): Content | undefined {
    return this.#tried.get(path);
  }
  startOver(): void {
    this.#tried.clear();
  }
  async sweep(path: string): Promise<void> {
    await this.#leftovers.clearBeside(path);
  }

  /** Throws TargetError for what could not be written, or must not be. */
  async demand(path: string): Promise<void> {
    await this.demandInside(path);
    if (path !== STDIN) attempt(path, () => demandWritable(path));
  }

  /** A link may lead anywhere, and so may a path in a journal. */
  async demandInside(path: string): Promise<void> {
    if (path === STDIN || (await this.isInside(path))) return;
    const where = (await this.#manifests.roots()).join(', ');
    throw new TargetError('denied', `${shownPath(path)} is ${await this.real(path)}, outside of ${where}`);
  }

  async isInside(path: string): Promise<boolean> {
    const [real, roots] = [await this.real(path), await this.#manifests.roots()];
    return roots.some((root) => real === root || real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`));
  }

  /** Returns the hash of what is then in the file. Throws TargetError. */
  async replace(path: string, bytes: Buffer, dryRun: boolean): Promise<string> {
    return this.#keep(path, bytes, { dryRun }, () => replaceFile(path, bytes));
  }
  async make(path: string, bytes: Buffer, dryRun: boolean): Promise<string> {
    return this.#keep(path, bytes, { dryRun }, () => createFile(path, bytes, NEW_FILE_MODE));
  }
  async remove(path: string, dryRun: boolean): Promise<void> {
    await this.#keep(path, Buffer.alloc(0), { dryRun, isGone: true }, () => removeFile(path));
    if (!dryRun && path !== STDIN) this.#manifests.setKnown(path, undefined);
  }

  async #keep(path: string, bytes: Buffer, { dryRun, isGone = false }: Keeping, write: () => void): Promise<string> {
    const hash = sha256(bytes);
    if (dryRun) {
      await this.demand(path);
      this.#tried.set(path, isGone ? null : bytes);
      return hash;
    }
    if (path === STDIN) this.#manifests.setStdin(bytes);
    else {
      await this.demand(path);
      await this.sweep(path);
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
    if (code === 'EEXIST')
      throw new TargetError('drift', `${shownPath(path)}: a file of that name was created meanwhile`);
    throw new TargetError(isDenied ? 'denied' : 'failed', `${shownPath(path)}: ${problemText(error)}`, {
      cause: error,
    });
  }
}

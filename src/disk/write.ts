/**
 * Files that survive a crash: each is there whole or not at all, and on disk when the call returns. What is new can be
 * read by its owner alone, unless a mode is given. Functions throw what the file system says.
 */
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../text/errors.ts';
import { isMissing } from './errors.ts';
import { makeFolders, syncFolder } from './folders.ts';
import { nameBeside } from './leftovers.ts';

const PRIVATE = 0o600;
const PERMISSIONS = 0o7777;

/** Throws when the file is there (`EEXIST`). Nobody ever sees a part of it. */
export function createFile(path: string, content: string | Buffer, mode = PRIVATE): void {
  const beside = nameBeside(path);
  try {
    write(beside, content, { flags: 'wx', mode });
    link(beside, path);
  } finally {
    dropBeside(beside);
  }
  syncFolder(dirname(path));
}

/** Links are followed to the file they name; its mode and owner are kept. Throws when it is not there, or read-only. */
export function replaceFile(path: string, content: string | Buffer): void {
  const real = realpathSync(path);
  accessSync(real, constants.W_OK);
  const { mode, uid, gid } = statSync(real);
  moveInto(real, content, { mode: mode & PERMISSIONS, owner: { uid, gid } });
}

/**
 * Replaces the file, or makes it with its folders; a link that leads nowhere gives way to the file. `mode`: of a new
 * file; `umask`: whoever the process lets read its files may read it.
 */
export function putFile(path: string, content: string | Buffer, mode: number | 'umask' = PRIVATE): void {
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  if (isThere) replaceFile(path, content);
  else {
    makeFolders(dirname(path));
    moveInto(path, content, { mode });
  }
}

/** Throws what would keep the file from being replaced, made or removed; nothing is changed. */
export function demandWritable(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  const isThere = found !== undefined;
  if (isThere && !found.isFile()) throw Object.assign(new Error(`${path} is no file`), { code: 'ENOTFILE' });
  const real = isThere ? realpathSync(path) : path;
  accessSync(dirname(real), constants.W_OK | constants.X_OK);
  // Opened, not asked: only so a read-only mount and an immutable file say so.
  if (isThere) closeSync(openSync(real, 'r+'));
}

/** Throws what would keep a file that is not there from being made: by making another beside it, and taking that away. */
export function demandCreatable(path: string): void {
  const beside = nameBeside(path);
  closeSync(openSync(beside, 'wx', PRIVATE));
  dropBeside(beside);
}

/** Not whole after a crash: readers have to pass over a last line without an end. */
export function appendToFile(path: string, text: string): void {
  write(path, text, { flags: 'a', mode: PRIVATE });
}

export function renameFile(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
}

/** The file itself where the path is a link. Throws when it is not there. */
export function removeFile(path: string): void {
  const real = realpathSync(path);
  unlinkSync(real);
  syncFolder(dirname(real));
}

/** For folders that nobody else knows of yet: the caller syncs them once all files are written. */
export function writeNewFile(path: string, text: string | Buffer): void {
  write(path, text, { flags: 'wx', mode: PRIVATE });
}

interface How {
  readonly mode: number | 'umask';
  readonly owner?: { readonly uid: number; readonly gid: number };
  readonly flags?: 'wx' | 'a';
}

function moveInto(path: string, content: string | Buffer, how: How): void {
  const beside = nameBeside(path);
  try {
    write(beside, content, how, (descriptor) => keep(descriptor, how));
    renameSync(beside, path);
  } catch (error) {
    dropBeside(beside);
    throw error;
  }
  syncFolder(dirname(path));
}

function write(path: string, content: string | Buffer, how: How, before?: (descriptor: number) => void): void {
  const descriptor = openSync(path, how.flags ?? 'wx', how.mode === 'umask' ? 0o666 : how.mode);
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    before?.(descriptor);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Only root can give a file to another owner; who cannot keeps it. */
function keep(descriptor: number, { mode, owner }: How): void {
  if (owner !== undefined && process.getuid?.() === 0) fchownSync(descriptor, owner.uid, owner.gid);
  if (mode !== 'umask') fchmodSync(descriptor, mode);
}

/** Some file systems have no links: there the name is taken first, by an empty file that the whole one replaces. */
function link(beside: string, path: string): void {
  try {
    linkSync(beside, path);
  } catch (error) {
    if (!NO_LINKS.has(errorCode(error) ?? '')) throw error;
    closeSync(openSync(path, 'wx'));
    try {
      renameSync(beside, path);
    } catch (problem) {
      unlinkIfThere(path);
      throw problem;
    }
  }
}

const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK']);

/** Tried twice; what stays all the same is cleared before the next write in its folder. */
function dropBeside(path: string): void {
  try {
    unlinkIfThere(path);
  } catch {
    try {
      unlinkIfThere(path);
    } catch {
      // What the write itself said counts.
    }
  }
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

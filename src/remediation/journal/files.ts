/** The few file operations that a journal needs, each durable when it returns. Tests put faults behind this port. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

export interface JournalFiles {
  /** With its parents; nothing happens when it is there. */
  makeFolder(path: string): void;
  /** Throws when the file is there (`EEXIST`). Nobody ever sees a part of it. On disk when it returns. */
  create(path: string, text: string): void;
  /** New files of one new folder, which nobody else knows of yet: all on disk when it returns. */
  createAll(folder: string, texts: ReadonlyMap<string, string>): void;
  /** On disk when it returns. */
  append(path: string, text: string): void;
  /** `undefined` when there is no such file. */
  read(path: string): string | undefined;
  /** Names, sorted; none when there is no such folder. */
  list(path: string): readonly string[];
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** With all that is in it. */
  removeFolder(path: string): void;
}

export const nodeFiles: JournalFiles = {
  makeFolder: (path) => {
    makeFolders(path);
    syncFolder(dirname(path));
  },
  create: (path, text) => {
    const whole = `${path}.${randomUUID()}`;
    try {
      write(whole, 'wx', text);
      link(whole, path, text);
    } finally {
      unlessMissing(() => unlinkSync(whole), undefined);
    }
    syncFolder(dirname(path));
  },
  createAll: (folder, texts) => {
    makeFolders(folder);
    for (const [name, text] of texts) write(join(folder, name), 'wx', text);
    syncFolder(folder);
    syncFolder(dirname(folder));
  },
  append: (path, text) => write(path, 'a', text),
  read: (path) => unlessMissing(() => readFileSync(path, 'utf8'), undefined),
  list: (path) => unlessMissing(() => readdirSync(path).sort(), []),
  rename: (from, to) => {
    renameSync(from, to);
    syncFolder(dirname(to));
  },
  remove: (path) => unlessMissing(() => unlinkSync(path), undefined),
  removeFolder: (path) => rmSync(path, { recursive: true, force: true }),
};

/** One by one: where no folder can be made at all (`/proc`), `recursive` never comes to an end. */
function makeFolders(path: string): void {
  const missing = [path];
  for (let at = dirname(path); !isThere(at) && dirname(at) !== at; at = dirname(at)) missing.push(at);
  for (const folder of missing.reverse()) {
    try {
      mkdirSync(folder, { mode: FOLDER_MODE });
    } catch (error) {
      // It was there, or another process made it meanwhile.
      if (!isFolder(folder)) throw error;
    }
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function write(path: string, flags: 'wx' | 'a', text: string): void {
  const descriptor = openSync(path, flags, FILE_MODE);
  try {
    const bytes = Buffer.from(text, 'utf8');
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Some file systems have no links: there the file is made in place. */
function link(whole: string, path: string, text: string): void {
  try {
    linkSync(whole, path);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined || !NO_LINKS.has(code)) throw error;
    write(path, 'wx', text);
  }
}

const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK']);

/** So that a new name in the folder survives a crash. Not every system can do it for folders. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function unlessMissing<T>(read: () => T, missing: T): T {
  try {
    return read();
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return missing;
    throw error;
  }
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

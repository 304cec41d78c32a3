/** The few file operations that a journal needs, each durable when it returns. Tests put faults behind this port. */
import { readdirSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isMissing } from '../../disk/errors.ts';
import { makeFolders, syncFolder } from '../../disk/folders.ts';
import { readRegular } from '../../disk/read.ts';
import { distrust } from '../../disk/trust.ts';
import { appendToFile, createFile, renameFile, writeNewFile } from '../../disk/write.ts';

export interface JournalFiles {
  /** With its parents; nothing happens when it is there. */
  makeFolder(path: string): void;
  /** Throws when the file is there (`EEXIST`). Nobody ever sees a part of it. On disk when it returns. */
  create(path: string, text: string | Buffer): void;
  /** New files of one new folder, which nobody else knows of yet: all on disk when it returns. */
  createAll(folder: string, texts: ReadonlyMap<string, string | Buffer>): void;
  /** On disk when it returns. */
  append(path: string, text: string): void;
  /** `undefined` when there is no such file. */
  read(path: string): string | undefined;
  /** Names, sorted; none when there is no such folder. */
  list(path: string): readonly string[];
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** Why somebody else could have written what is there: a clause. */
  distrust?(path: string): string | undefined;
  /** With all that is in it. */
  removeFolder(path: string): void;
}

export const nodeFiles: JournalFiles = {
  makeFolder: (path) => {
    makeFolders(path);
    syncFolder(dirname(path));
  },
  create: (path, text) => createFile(path, text),
  createAll: (folder, texts) => {
    makeFolders(folder);
    for (const [name, text] of texts) writeNewFile(join(folder, name), text);
    syncFolder(folder);
    syncFolder(dirname(folder));
  },
  append: appendToFile,
  read: readRegular,
  list: (path) => unlessMissing(() => readdirSync(path).sort(), []),
  rename: renameFile,
  distrust,
  remove: (path) => unlessMissing(() => unlinkSync(path), undefined),
  removeFolder: (path) => rmSync(path, { recursive: true, force: true }),
};

function unlessMissing<T>(read: () => T, missing: T): T {
  try {
    return read();
  } catch (error) {
    if (isMissing(error)) return missing;
    throw error;
  }
}

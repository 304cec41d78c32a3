/** Replacing a file as a whole: either the old content is there or the new, also after a crash. */
import { constants } from 'node:fs';
import { access, type FileHandle, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { nameBeside } from './leftovers.ts';

const NEW_FILE_MODE = 0o644;

interface Keep {
  readonly mode: number;
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** Links are followed to the file they name; its mode and owner are kept. */
export async function replaceFile(path: string, bytes: Buffer): Promise<void> {
  const real = await realpath(path);
  await access(real, constants.W_OK);
  const { mode, uid, gid } = await stat(real);
  await writeBeside(real, bytes, { mode: mode & 0o7777, owner: { uid, gid } });
}

/** Fails when the file is there. */
export async function createFile(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', NEW_FILE_MODE);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(dirname(path));
}

export async function removeFile(path: string): Promise<void> {
  const real = await realpath(path);
  await unlink(real);
  await syncFolder(dirname(real));
}

async function writeBeside(path: string, bytes: Buffer, keep: Keep): Promise<void> {
  const temporary = nameBeside(path);
  const file = await open(temporary, 'wx', keep.mode);
  try {
    await file.writeFile(bytes);
    await giveBack(file, keep);
    await file.sync();
  } catch (error) {
    await file.close();
    await unlink(temporary);
    throw error;
  }
  await file.close();
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** Only root can give a file to another owner; who cannot keeps it. */
async function giveBack(file: FileHandle, { mode, owner }: Keep): Promise<void> {
  if (owner !== undefined && process.getuid?.() === 0) await file.chown(owner.uid, owner.gid);
  await file.chmod(mode);
}

/** Makes a rename durable; where folders cannot be synced (Windows) the system does it by itself. */
async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined;
  try {
    folder = await open(path, 'r');
    await folder.sync();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EISDIR' && code !== 'EPERM' && code !== 'EINVAL' && code !== 'EACCES') throw error;
  } finally {
    await folder?.close();
  }
}

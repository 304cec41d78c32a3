/** Files given back as a journal says; in a dry run as the dry runs before would have left them. */
import { TargetError, type WrittenFile } from '../../../model/ports.ts';
import { type FileCache, type LoadedFile, parse } from '../read/loaded.ts';
import { shownPath } from '../read/manifests.ts';
import { type FileRestore, putBack } from './restore.ts';
import type { FileStore } from './store.ts';

export interface Disk {
  readonly store: FileStore;
  readonly cache: FileCache;
}

/** All of them, or none where one is not as it was written. Throws TargetError. */
export async function giveBack(
  files: readonly FileRestore[],
  disk: Disk,
  dryRun: boolean,
): Promise<readonly WrittenFile[]> {
  const back: Back[] = [];
  for (const file of files) back.push(await oneBack(file, disk, dryRun));
  for (const { write } of back) await write();
  return back.map(({ shown }) => shown);
}

interface Back {
  readonly shown: WrittenFile;
  write(): Promise<unknown>;
}

async function oneBack(restore: FileRestore, { store, cache }: Disk, dryRun: boolean): Promise<Back> {
  const path = store.given(restore.file);
  if (restore.how === 'create') {
    const after = restore.content;
    return {
      shown: { path, before: '', after },
      write: () => store.make(path, Buffer.from(after), dryRun),
    };
  }
  const file = await unchanged(path, restore.sha256, { store, cache });
  if (restore.how === 'remove') return { shown: { path, isGone: true }, write: () => store.remove(file, dryRun) };
  const bytes = putBack(file.bytes, restore.pieces);
  return {
    shown: { path, before: file.text, after: bytes.toString('utf8') },
    write: () => store.replace(file, bytes, dryRun),
  };
}

/** The file as a write left it. */
async function unchanged(path: string, hash: string, { store, cache }: Disk): Promise<LoadedFile> {
  const file = await cache.load(path, true);
  if (file.sha256 === hash) return file;
  const tried = store.tried(path);
  if (tried !== undefined && tried.sha256 === hash) return parse(path, tried.bytes);
  throw new TargetError('drift', `${shownPath(path)} changed since: its content differs from what was written`);
}

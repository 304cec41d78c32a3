/** Folders that only their owner can look into, and names in folders that survive a crash. */
import { closeSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../text/errors.ts';

const PRIVATE = 0o700;

/**
 * With its parents; nothing happens when it is there. One by one: where no folder can be made at all (`/proc`),
 * `recursive` never comes to an end.
 */
export function makeFolders(path: string): void {
  const missing = [path];
  for (let at = dirname(path); !isThere(at) && dirname(at) !== at; at = dirname(at)) missing.push(at);
  for (const folder of missing.reverse()) {
    try {
      mkdirSync(folder, { mode: PRIVATE });
    } catch (error) {
      // It was there, or another process made it meanwhile.
      if (!isFolder(folder)) throw error;
    }
  }
}

/** So that a new name in the folder survives a crash. Not every system and file system can do it for folders. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  try {
    const descriptor = openSync(path, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (!CANNOT_SYNC.has(errorCode(error) ?? '')) throw error;
  }
}

/** A folder that may be written and not read cannot be opened: its file system syncs it in its own time. */
const CANNOT_SYNC: ReadonlySet<string> = new Set(['EACCES', 'EINVAL', 'EISDIR', 'EPERM']);

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Records that stand beside manifests: `harden.yaml` of the repository that the operator works in, found by itself. */
import { lstatSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readRegular, realPath } from '../disk/read.ts';
import { readRecords } from './document.ts';

export const REPOSITORY_FILE = 'harden.yaml';

export type FoundRecords =
  | { readonly is: 'used'; readonly file: string }
  /** Something says why nobody else's file may accept anything here; a sentence without a full stop. */
  | { readonly is: 'left'; readonly file: string; readonly reason: string };

export interface Beside {
  /** Files and folders that are read, as they were given. */
  readonly paths: readonly string[];
  readonly workingFolder: string;
  /** Absent where files have no owner. */
  readonly uid?: number;
}

/** The nearest for each path, from its folder up to the root of its repository; one that holds no records is none. */
export function findRecords({ paths, workingFolder, uid }: Beside): readonly FoundRecords[] {
  const files = new Set(paths.filter((path) => path !== '-').flatMap((path) => nearest(resolve(workingFolder, path))));
  const own = repositoryOf(realPath(workingFolder));
  const found = [...files].toSorted().map((file) => judged(file, own, uid));
  const used = found.filter(({ is }) => is === 'used');
  if (used.length < 2) return found;
  const reason = 'there are several for what is read';
  return found.map((each) => (each.is === 'used' ? { is: 'left', file: each.file, reason } : each));
}

function nearest(path: string): readonly string[] {
  const start = realPath(path);
  const folder = isFolder(start) ? start : dirname(start);
  const root = repositoryOf(folder) ?? folder;
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, REPOSITORY_FILE);
    if (isLink(file) || holdsRecords(file)) return [file];
    if (at === root || at === dirname(at)) return [];
  }
}

/** A link may lead to what nobody has reviewed; what cannot be read holds nothing that counts. */
function judged(file: string, own: string | undefined, uid: number | undefined): FoundRecords {
  const left = (reason: string): FoundRecords => ({ is: 'left', file, reason });
  if (isLink(file)) return left('it is a link');
  if (own === undefined || repositoryOf(dirname(file)) !== own)
    return left('it is not of the repository that you work in');
  if (uid !== undefined && lstatSync(file).uid !== uid) return left('it belongs to another user');
  return { is: 'used', file };
}

/** Throws a RecordsError where it is meant to hold some and is damaged. */
function holdsRecords(file: string): boolean {
  const text = readRegular(file) ?? '';
  if (!/^kind:\s*["']?Records["']?\s*$/m.test(text)) return false;
  const { attestations, waivers, rules = [] } = readRecords(text, file, false);
  return attestations.length + waivers.length + rules.length > 0;
}

/** The folder with `.git`; undefined: it is in none. */
function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (exists(join(at, '.git'))) return at;
    if (at === dirname(at)) return undefined;
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

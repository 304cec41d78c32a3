/** Whether somebody else could have put something into a folder or a file: then nothing in it is believed. */
import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { isMissing } from './errors.ts';

const GROUP = 0o020;
const OTHERS = 0o002;
const STICKY = 0o1000;

/**
 * Why what is there could be of somebody else: a clause without its stop, with the path that is open. Its parents count,
 * and so do the links that lead to it. Undefined: it could not, or it is not there, or the system has no owners.
 */
export function distrust(path: string): string | undefined {
  const me = process.getuid?.();
  if (me === undefined) return undefined;
  const own = look(path);
  if (own !== undefined) {
    const problem = ownProblem(path, own, me);
    if (problem !== undefined) return problem;
  }
  return own?.isSymbolicLink() === true
    ? (distrust(realpathSync(path)) ?? parentProblem(dirname(path), me))
    : parentProblem(dirname(path), me);
}

function look(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function ownProblem(path: string, stats: Stats, me: number): string | undefined {
  if (stats.uid !== me) return `${path} belongs to another user (${stats.uid})`;
  if (stats.isSymbolicLink()) return undefined;
  return (stats.mode & (GROUP | OTHERS)) === 0 ? undefined : `others may write to ${path}`;
}

/** Whoever may write to a folder can put another one in the place of what is in it, unless the sticky bit forbids it. */
function parentProblem(path: string, me: number): string | undefined {
  const stats = look(path);
  if (stats?.isSymbolicLink() === true && stats.uid !== me && stats.uid !== 0)
    return `${path} is a link of another user (${stats.uid})`;
  if (stats?.isSymbolicLink() === true) {
    const beyond = parentProblem(realpathSync(path), me);
    if (beyond !== undefined) return beyond;
  } else if (stats !== undefined) {
    const problem = folderProblem(path, stats, me);
    if (problem !== undefined) return problem;
  }
  const next = dirname(path);
  return next === path ? undefined : parentProblem(next, me);
}

function folderProblem(path: string, { uid, gid, mode }: Stats, me: number): string | undefined {
  if (uid !== me && uid !== 0) return `${path} belongs to another user (${uid})`;
  if ((mode & STICKY) !== 0) return undefined;
  // Many systems give every user a group of their own, and let it write.
  const isOpen = (mode & OTHERS) !== 0 || ((mode & GROUP) !== 0 && gid !== process.getgid?.());
  return isOpen ? `others may write to ${path}` : undefined;
}

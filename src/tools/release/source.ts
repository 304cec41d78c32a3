/** What a release is made of: version, commit and its time. */
import { spawnSync } from 'node:child_process';

export interface ReleaseSource {
  readonly commit: string;
  /** Seconds since 1970; SOURCE_DATE_EPOCH where it is set. */
  readonly time: number;
}

/** Throws outside of a git work tree. */
export function releaseSource(root: string): ReleaseSource {
  const isDirty = git(root, ['status', '--porcelain', '--untracked-files=no']) !== '';
  const given = process.env.SOURCE_DATE_EPOCH;
  return {
    commit: `${git(root, ['rev-parse', 'HEAD'])}${isDirty ? '-dirty' : ''}`,
    time: Number(given || git(root, ['show', '--no-patch', '--format=%ct', 'HEAD'])),
  };
}

function git(cwd: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('git', args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args[0]}: ${error?.message ?? stderr.trim()}`);
  return stdout.trim();
}

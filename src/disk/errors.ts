/** What the file system says, by its code. Pure. */

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** There is no such file, or what should be its folder is a file. */
export function isMissing(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: 'a part of its path is not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'a file of that name already exists',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is exceeded',
  ELOOP: 'its symbolic links form a loop',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENXIO: 'nobody reads the pipe',
  EPIPE: 'its reader has gone',
  ETXTBSY: 'it is a program that runs',
  EBUSY: 'something else uses it',
  EFBIG: 'the file would be too large',
  EIO: 'the disk reports an error',
};

/** Why a named file cannot be read or written, to end a sentence with. Undefined: no error of the file system. */
export function fileProblem(error: unknown): string | undefined {
  const code = errorCode(error);
  if (code === undefined) return undefined;
  if (code.startsWith('Z_')) return 'its compression is damaged';
  return Object.hasOwn(REASONS, code) ? REASONS[code] : `the system refuses it (${code})`;
}

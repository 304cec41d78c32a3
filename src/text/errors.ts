/** What an error says: its code, its text, and what the file system means by it. Pure. */

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface Problem {
  /** Ends a sentence about a named file or folder: "the disk is full". */
  readonly cause: string;
  /** What helps, as an order without its stop: "Free some space". */
  readonly remedy?: string;
}

const PROBLEMS: Readonly<Record<string, Problem>> = {
  ENOENT: { cause: 'there is no such file or folder', remedy: 'Check the path' },
  EACCES: { cause: 'permission denied', remedy: 'Grant yourself the permission' },
  EPERM: { cause: 'the operation is not permitted', remedy: 'Grant yourself the permission' },
  ENOTDIR: { cause: 'a part of its path is not a folder', remedy: 'Check the path' },
  EISDIR: { cause: 'it is a folder', remedy: 'Move the folder away' },
  EEXIST: { cause: 'a file of that name already exists', remedy: 'Move the file away' },
  /** Our own: something else than a file is where a file must be. */
  ENOTFILE: { cause: 'it is a pipe, a socket or a device' },
  EROFS: { cause: 'the file system is read-only' },
  ENOSPC: { cause: 'the disk is full', remedy: 'Free some space' },
  EDQUOT: { cause: 'your disk quota is exceeded', remedy: 'Free some space' },
  ELOOP: { cause: 'its symbolic links form a loop', remedy: 'Fix the links' },
  ENAMETOOLONG: { cause: 'its name is too long' },
  EMFILE: { cause: 'too many files are open', remedy: 'Close other programs' },
  ENFILE: { cause: 'too many files are open', remedy: 'Close other programs' },
  ENXIO: { cause: 'nobody reads the pipe' },
  EPIPE: { cause: 'its reader has gone' },
  ETXTBSY: { cause: 'it is a program that runs' },
  EBUSY: { cause: 'something else uses it' },
  EFBIG: { cause: 'the file would be too large' },
  EIO: { cause: 'the disk reports an error', remedy: 'Check the disk' },
};

/** Why a named file or folder cannot be read or written. Undefined: no error of the file system. */
export function fileProblem(error: unknown): string | undefined {
  const known = problemOf(error);
  if (known !== undefined) return known.cause;
  const code = errorCode(error) ?? '';
  if (code.startsWith('Z_')) return 'its compression is damaged';
  return /^E[A-Z0-9]+$/.test(code) ? `the system refuses it (${code})` : undefined;
}

/** The same, and the text of every other error. */
export function problemText(error: unknown): string {
  return fileProblem(error) ?? errorText(error);
}

/** What helps, as an order without its stop; undefined where nothing of its own does. */
export function fileRemedy(error: unknown): string | undefined {
  return problemOf(error)?.remedy;
}

function problemOf(error: unknown): Problem | undefined {
  const code = errorCode(error) ?? '';
  return Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code] : undefined;
}

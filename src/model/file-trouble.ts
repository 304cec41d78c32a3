/** What the file system says when it refuses, in words for the operator. Pure. */
import { printable } from '../text/printable.ts';
import { capitalized } from '../text/words.ts';

export interface FileTrouble {
  /** Goes on a sentence: "the disk is full". */
  readonly cause: string;
  /** What helps, as an order without its stop: "Free some space". */
  readonly remedy?: string;
}

const TROUBLES: Readonly<Record<string, FileTrouble>> = {
  ENOSPC: { cause: 'the disk is full', remedy: 'Free some space' },
  EDQUOT: { cause: 'your disk quota is exceeded', remedy: 'Free some space' },
  EACCES: { cause: 'permission denied', remedy: 'Grant yourself the permission' },
  EPERM: { cause: 'the operation is not permitted', remedy: 'Grant yourself the permission' },
  EROFS: { cause: 'the file system is read-only' },
  ENOTDIR: { cause: 'a file is where a folder must be', remedy: 'Move the file away' },
  EEXIST: { cause: 'a file of that name already exists', remedy: 'Move the file away' },
  EISDIR: { cause: 'a folder is where a file must be', remedy: 'Move the folder away' },
  ENOENT: { cause: 'no folder can be made there' },
  ELOOP: { cause: 'its symbolic links form a loop', remedy: 'Fix the links' },
  ENAMETOOLONG: { cause: 'its name is too long' },
  EMFILE: { cause: 'too many files are open', remedy: 'Close other programs' },
  ENFILE: { cause: 'too many files are open', remedy: 'Close other programs' },
  EIO: { cause: 'the disk reports an error', remedy: 'Check the disk' },
};

export function fileTrouble(error: unknown): FileTrouble {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = Object.hasOwn(TROUBLES, code) ? TROUBLES[code] : undefined;
  return known ?? { cause: printable(error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, '') };
}

/** "The journal cannot be written in PATH: the disk is full. Nothing was changed. Free some space or ...". */
export function troubleText(
  subject: string,
  error: unknown,
  more: { readonly state?: string; readonly instead: string },
): string {
  const { cause, remedy } = fileTrouble(error);
  const { state, instead } = more;
  const next = remedy === undefined ? capitalized(instead) : `${remedy} or ${instead}`;
  return [`${subject}: ${cause}.`, ...(state === undefined ? [] : [state]), `${next}.`].join(' ');
}

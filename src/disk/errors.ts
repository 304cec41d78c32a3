/** What the file system says about what is not there. Pure. */
import { errorCode } from '../text/errors.ts';

/** There is no such file, or what should be its folder is a file. */
export function isMissing(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

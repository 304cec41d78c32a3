/** Text from the walk to a file of the operator; what is there already gives way only where they said so. */
import { createFile, replaceFile } from '../../disk/write.ts';
import { errorCode, problemText } from '../../text/errors.ts';
import type { WriteProblem } from '../../ui/index.tsx';

/** Undefined when the file is there, whole. */
export function writeText(path: string, text: string, replace: boolean): WriteProblem | undefined {
  try {
    (replace ? replaceFile : createFile)(path, text);
    return undefined;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return { code: 'exists' };
    return { code: 'failed', reason: problemText(error) };
  }
}

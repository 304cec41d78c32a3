/** A journal that cannot be written or read, in sentences: what, where, what was changed, what to do. */
import { troubleText } from '../../model/file-trouble.ts';
import { printable } from '../../text/printable.ts';

const HOME = process.platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_STATE_HOME';

/** `state`: what was changed until then, as a sentence. */
export function unwritable(folder: string, error: unknown, state: string): string {
  const instead = `set ${HOME} to another folder`;
  return troubleText(`The journal cannot be written in ${printable(folder)}`, error, { state, instead });
}

/** What was done before is not lost by looking elsewhere, only not seen. */
export function unreadable(folder: string, error: unknown): string {
  const instead = `set ${HOME} to the folder that has it`;
  return troubleText(`The journal cannot be read in ${printable(folder)}`, error, { instead });
}

/** `clause`: why somebody else could have written there. */
export function distrusted(clause: string): string {
  return `The journal is not kept where others can write: ${printable(clause)}. Take their rights away or set ${HOME} to another folder.`;
}

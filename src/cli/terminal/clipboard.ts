/** Copying by OSC 52: the terminal puts the text on the clipboard of the machine that it runs on, also over SSH. */

/** Terminals refuse longer ones, some in silence. */
const MOST_BYTES = 74_994;

/** The sequence that copies; undefined where the terminal is known to have none, or the text is too long for it. */
export function copySequence(text: string, env: NodeJS.ProcessEnv): string | undefined {
  const { TERM = '', TMUX = '' } = env;
  if (TERM === '' || TERM === 'dumb' || TERM === 'linux') return undefined;
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  if (encoded.length > MOST_BYTES) return undefined;
  const sequence = `\u001b]52;c;${encoded}\u0007`;
  if (TMUX !== '') return `\u001bPtmux;${sequence.replaceAll('\u001b', '\u001b\u001b')}\u001b\\`;
  return TERM.startsWith('screen') ? `\u001bP${sequence}\u001b\\` : sequence;
}

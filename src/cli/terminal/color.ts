/** Whether to colour: decided before any screen is loaded, since the colour library there decides otherwise. */

export type ColorChoice = 'auto' | 'always' | 'never';

/** `--color` wins over NO_COLOR, that over FORCE_COLOR, that over what the terminal is. */
export function decideColor(choice: ColorChoice, env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (choice !== 'auto') return choice === 'always';
  if ((env.NO_COLOR ?? '') !== '') return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && env.TERM !== 'dumb';
}

/** Hands the decision to libraries: one variable set, the other gone, so that none of them warns about both. */
export function exportColor(hasColor: boolean, env: NodeJS.ProcessEnv, depth: '1' | '2' = '1'): void {
  const given = env.FORCE_COLOR;
  delete env.NO_COLOR;
  // Three is a depth: keep the one that was asked for, let the library find out where none was.
  if (!hasColor) env.FORCE_COLOR = '0';
  else if (given === undefined || given === '0' || given === 'false') env.FORCE_COLOR = depth;
}

/** As far as it says: sixteen colours, or 256. */
export function colorDepth({ TERM = '', COLORTERM = '' }: NodeJS.ProcessEnv): '1' | '2' {
  return TERM.includes('256') || COLORTERM !== '' ? '2' : '1';
}

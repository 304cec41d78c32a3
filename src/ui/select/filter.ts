/** Filters as typed after `/`: a regular expression; with `!` in front, what does not match. */

export function matcher(filter: string): (text: string) => boolean {
  const isInverse = filter.startsWith('!');
  const source = isInverse ? filter.slice(1) : filter;
  if (source === '') return () => true;
  const holds = finder(source);
  return (text) => holds(text) !== isInverse;
}

/** Why it is no regular expression; undefined when it is one. */
export function filterProblem(filter: string): string | undefined {
  const source = filter.replace(/^!/, '');
  try {
    new RegExp(source, 'iu');
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*: /, '') : '';
    return `${source}: not a regular expression (${reason}), searched as plain text.`;
  }
}

/** An expression that is not finished yet is looked for as it stands. */
function finder(source: string): (text: string) => boolean {
  try {
    const pattern = new RegExp(source, 'iu');
    return (text) => pattern.test(text);
  } catch {
    return (text) => text.toLowerCase().includes(source.toLowerCase());
  }
}

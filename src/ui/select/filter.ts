/** Filters as typed after `/`: a regular expression; with `!` in front, what does not match. */

export function matcher(filter: string): (text: string) => boolean {
  const isInverse = filter.startsWith('!');
  const source = isInverse ? filter.slice(1) : filter;
  if (source === '') return () => true;
  const pattern = compile(source);
  return (text) => pattern.test(text) !== isInverse;
}

/** An expression that is not finished yet is looked for as it stands. */
function compile(source: string): RegExp {
  try {
    return new RegExp(source, 'iu');
  } catch {
    return new RegExp(source.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'iu');
  }
}

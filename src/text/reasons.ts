/** Why a text cannot be parsed, as parsers say it, without words of the text itself: they may be credentials. */

/** `*`, `!` and `@` begin passwords as well as aliases and tags: whoever looks at the line sees which it is. */
export function withoutWords(reason: string): string {
  return reason.replace(/ ?("[^"]*"|!?<[^>]*>)/g, '').replace(/: \S.*$/s, '');
}

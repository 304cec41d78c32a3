/** What a variable is given in clear: the value itself is dropped when it is read. */
import type { Literal } from '../plugin-api/index.ts';

/** Of a value that looks like a credential; `undefined` for any other, and where nothing is given. */
export function literalOf(variable: { readonly name: string }): Literal | undefined {
  return (variable as { readonly literal?: Literal }).literal;
}

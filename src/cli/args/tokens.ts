/** A command line in pieces: flags with what belongs to them, and words. */
import { parseArgs } from 'node:util';
import { FLAG_NAMES, FLAGS, type FlagName, specOf } from './flags.ts';

const OPTIONS = Object.fromEntries(
  FLAG_NAMES.map((name) => {
    const { short } = specOf(name);
    const type = takesWord(name) ? ('string' as const) : ('boolean' as const);
    return [name, { type, ...(short === undefined ? {} : { short }) }];
  }),
);

/** Whatever is wrong with it: a flag without its value has none. */
export function tokensOf(argv: readonly string[]) {
  const { tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return tokens;
}

export function isKnown(name: string): name is FlagName {
  return Object.hasOwn(FLAGS, name);
}

/** True when the word after the flag is its value. */
export function takesWord(name: string): boolean {
  if (!isKnown(name)) return false;
  const { type } = specOf(name);
  return type !== 'switch' && type !== 'optional';
}

/** Which output format was asked for. */
import type { Format } from './flags.ts';
import type { Flags } from './parse.ts';

export type { Format };

/** `table` without `--output`; the parser takes only what the command prints. */
export function formatOf(flags: Flags): Format {
  return (flags.text('output') ?? 'table') as Format;
}

/** One document with everything in it, rather than lines for eyes. */
export function isDocument(format: Format): format is 'json' | 'yaml' {
  return format === 'json' || format === 'yaml';
}

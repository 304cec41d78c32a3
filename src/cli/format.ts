/** Which output format was asked for. */
import { CliError, EXIT } from './exit.ts';
import type { OUTPUTS } from './flags.ts';
import type { Flags } from './parse.ts';

export type Format = (typeof OUTPUTS)[number];

/** `table` without `--output`. Throws where the command does not know the format. */
export function chooseFormat<F extends Format>(flags: Flags, program: string, formats: readonly F[]): F | 'table' {
  const given = (flags.text('output') ?? 'table') as Format;
  const found = formats.find((format) => format === given);
  if (found !== undefined) return found;
  const message = `unable to print as ${given} here; one of ${formats.join(', ')} is possible`;
  throw new CliError(EXIT.usage, message, `See '${program} --help' for usage.`);
}

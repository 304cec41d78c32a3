/** Which output formats were asked for, and where each goes. */
import { resolve } from 'node:path';
import type { Format } from '../../report/format.ts';
import { DEFAULT_FORMAT, FORMATS } from '../../report/formats/index.ts';
import { CliError, EXIT } from '../exit.ts';
import { type Flags, splitAt } from './parse.ts';

export interface Target {
  readonly format: Format;
  /** As it was written; absent: stdout. */
  readonly file?: string;
}

/**
 * In the order given; a table on stdout where nothing is asked for. One at most goes to stdout, and no two to one file. The
 * parser takes only formats that the command can print.
 */
export function targetsOf(flags: Flags): readonly Target[] {
  const targets = new Map<string, Target>();
  for (const value of flags.list('output')) {
    const target = targetOf(value);
    const place = target.file === undefined ? '' : resolve(target.file);
    const other = targets.get(place);
    if (other !== undefined && other.format !== target.format) throw twice(other, target);
    targets.set(place, target);
  }
  return targets.size === 0 ? [{ format: DEFAULT_FORMAT }] : [...targets.values()];
}

/** The format of stdout; the first one where all go to files. */
export function formatOf(flags: Flags): Format {
  const targets = targetsOf(flags);
  return (targets.find(({ file }) => file === undefined) ?? targets[0])?.format ?? DEFAULT_FORMAT;
}

function targetOf(value: string): Target {
  const [name, file = '-'] = splitAt(value, '=');
  const format = FORMATS.find((each) => each.name === name) ?? DEFAULT_FORMAT;
  // A file that replaces what stdout leads to would cut it off.
  return file === '-' || file === '/dev/stdout' ? { format } : { format, file };
}

function twice({ format: { name: one }, file }: Target, { format: { name: other } }: Target): CliError {
  const place = file === undefined ? 'stdout' : file;
  const hint = `Give one of them a file of its own: -o ${other}=FILE.`;
  return new CliError(EXIT.usage, `${one} and ${other} cannot both go to ${place}`, hint);
}

/** Which output format was asked for, and printing in it. */
import type { Format } from '../../report/format.ts';
import { DEFAULT_FORMAT, FORMATS } from '../../report/formats/index.ts';
import type { Output } from '../../report/output.ts';
import type { Terminal } from '../terminal/io.ts';
import type { Flags } from './parse.ts';

/** The parser takes only formats that the command can print. */
export function formatOf(flags: Flags): Format {
  return FORMATS.find(({ name }) => name === flags.text('output')) ?? DEFAULT_FORMAT;
}

/** To stdout, piece by piece. */
export async function printOutput(output: Output, { flags, io }: { readonly flags: Flags; readonly io: Terminal }) {
  for await (const chunk of formatOf(flags).print(output, { hasHeader: !flags.isOn('no-headers') })) io.out(chunk);
}

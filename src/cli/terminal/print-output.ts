/** Printing in the formats that were asked for: to files, each whole or not at all, and to stdout. */
import { closeSync, constants, openSync, statSync, writeSync } from 'node:fs';
import { putFile } from '../../disk/write.ts';
import { type Chunks, type Format, REPORT_GROUPS, type ReportGroup } from '../../report/format.ts';
import type { Output } from '../../report/output.ts';
import { problemText } from '../../text/errors.ts';
import { type Target, targetsOf } from '../args/format.ts';
import type { Flags } from '../args/parse.ts';
import { CliError, EXIT } from '../exit.ts';
import { VERSION } from '../version.ts';
import type { Terminal } from './io.ts';

interface To {
  readonly flags: Flags;
  readonly io: Terminal;
  /** The first where nobody knows better. */
  readonly reportGroup?: ReportGroup;
}

/** Files first: who reads stdout may go away. Each file is tried, and what went wrong is thrown at the end. */
export async function printOutput(
  output: Output | ((format: Format) => Output),
  { flags, io, reportGroup = REPORT_GROUPS[0] }: To,
): Promise<void> {
  const targets = targetsOf(flags);
  const outputOf = (format: Format) => (typeof output === 'function' ? output(format) : output);
  const options = { hasHeader: !flags.isOn('no-headers'), version: VERSION, root: process.cwd(), reportGroup };
  const print = ({ format }: Target) => format.print(outputOf(format), options);
  const failed: string[] = [];
  for (const target of targets) {
    if (target.file === undefined) continue;
    const problem = await writeFile(target.file, print(target));
    if (problem === undefined) io.note(`Wrote ${target.format.name} to ${target.file}.`);
    else failed.push(problem);
  }
  for (const target of targets) if (target.file === undefined) for await (const chunk of print(target)) io.out(chunk);
  if (failed.length > 0) throw new CliError(EXIT.incomplete, failed.join('; '));
}

/** Returns what went wrong. A pipe or a device cannot be replaced: it is written into. */
async function writeFile(file: string, chunks: Chunks): Promise<string | undefined> {
  const parts: string[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  const content = Buffer.from(parts.join(''), 'utf8');
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined || stats.isFile()) putFile(file, content, 'umask');
    else writeInto(file, content);
    return undefined;
  } catch (error) {
    return cannot(file, error);
  }
}

/** To open a pipe that nobody reads would wait for a reader, deaf to every signal. */
function writeInto(file: string, content: Buffer): void {
  closeSync(openSync(file, constants.O_WRONLY | constants.O_NONBLOCK));
  const descriptor = openSync(file, 'w');
  try {
    for (let written = 0; written < content.length; ) written += writeSync(descriptor, content, written);
  } finally {
    closeSync(descriptor);
  }
}

function cannot(file: string, error: unknown): string {
  return `cannot write ${file}: ${problemText(error)}`;
}

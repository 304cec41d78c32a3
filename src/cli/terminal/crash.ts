/** Errors that nobody foresaw: one line for the operator, the details in a file for whoever mends it. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import { putFile } from '../../disk/write.ts';
import { stateFolder } from '../../records/state-folder.ts';
import { errorText } from '../../text/errors.ts';
import { printable, printableLines } from '../../text/printable.ts';
import { EXIT } from '../exit.ts';
import { BUILD, VERSION } from '../version.ts';

/** Also outside of any promise that is waited for. The screens restore the terminal when the process exits. */
export function catchCrashes(): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      process.exit(isLostTerminal(error) ? HUNG_UP : reportCrash(error));
    });
}

/** As after SIGHUP, which may come later than the failed write. */
export const HUNG_UP = 129;

/** The window was closed: what is read from it or written to it fails. A file that fails so has a path. */
export function isLostTerminal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EIO' && !('path' in error);
}

export function reportCrash(error: unknown): number {
  const message = errorText(error);
  const line = printable(message.split('\n')[0] ?? '').slice(0, 300);
  const file = keep(error instanceof Error ? (error.stack ?? message) : message);
  const where = file === undefined ? '' : ` Details are in ${file}.`;
  process.stderr.write(`error: this is a bug: ${line}.${where} Please report it: ${manifest.homepage}/issues\n`);
  return EXIT.incomplete;
}

/** Returns where it is kept; nothing when it cannot be. */
function keep(details: string): string | undefined {
  try {
    const folder = stateFolder({ env: process.env, platform: process.platform, home: homedir() });
    const file = join(folder, 'crash.log');
    putFile(
      file,
      `${new Date().toISOString()} ${VERSION} ${BUILD?.commit ?? ''} node ${process.version} ${process.platform}\n${printableLines(details)}\n`,
    );
    return file;
  } catch {
    return undefined;
  }
}

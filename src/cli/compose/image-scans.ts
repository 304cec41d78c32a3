/** `--scan-images`: the images that run are scanned by a program of this machine, because the operator says so. */
import type { Source } from '../../model/ports.ts';
import { printable } from '../../text/printable.ts';
import { count } from '../../text/words.ts';
import type { Invocation } from '../args/command.ts';
import { CliError, EXIT } from '../exit.ts';
import { withStream } from './named-evidence.ts';

/** Throws CliError with exit code 2 where the scanner is not run. */
export async function withImageScans(source: Source, { flags, io }: Invocation): Promise<Source> {
  const named = flags.text('scan-images');
  if (named === undefined) return source;
  const { openScanner, scanImages, ScannerError, streamWithScans } = await import('../../image-scans/index.ts');
  const scanner = await openScanner(named, io.env).catch((error) => {
    throw error instanceof ScannerError ? new CliError(EXIT.usage, ...wordsOf(error)) : error;
  });
  const name = `trivy ${scanner.version}`;
  return withStream(
    source,
    streamWithScans(source, {
      scanner: name,
      now: Date.now,
      async scan(wanted, signal) {
        const images = count(wanted, 'image', 'images');
        io.note(`${name} scans ${images}: it fetches them, and its database, over the network.`);
        const onProgress = (done: number, all: number) => {
          if (io.isErrorTerminal && !io.isQuiet) io.status(`Scanning images: ${done} of ${all}`);
        };
        const found = await scanImages(scanner, wanted, { env: io.env, onProgress }, signal);
        io.clearStatus();
        return found;
      },
    }),
  );
}

interface Trouble {
  readonly code: 'not-found' | 'no-version' | 'compromised';
  readonly program: string;
  readonly version: string | undefined;
  readonly what: string | undefined;
}

function wordsOf({ code, program, version = '', what = '' }: Trouble): readonly [message: string, hint: string] {
  const name = printable(program);
  switch (code) {
    case 'not-found':
      return [`${name} was not found, or cannot be run`, 'Install Trivy, or name its program: --scan-images=PATH.'];
    case 'no-version':
      return [
        `${name} does not tell its version without being run`,
        'Name the program itself, as its makers built it, and no script around it: --scan-images=PATH.',
      ];
    case 'compromised':
      return [
        `${name} is ${version}, and is not run: ${what}`,
        'Remove it, change all keys that this machine had, and install another.',
      ];
  }
}

export type ScannerTrouble = 'not-found' | 'no-version' | 'compromised';

/** The scanner is not run at all. */
export class ScannerError extends Error {
  override readonly name = 'ScannerError';
  readonly code: ScannerTrouble;
  /** The program as it was named. */
  readonly program: string;
  /** Of `compromised`. */
  readonly version: string | undefined;
  /** Of `compromised`: what is known of it. */
  readonly what: string | undefined;

  constructor(
    code: ScannerTrouble,
    program: string,
    known: { readonly version?: string; readonly what?: string } = {},
  ) {
    super(`${code}: ${program}`);
    this.code = code;
    this.program = program;
    this.version = known.version;
    this.what = known.what;
  }
}

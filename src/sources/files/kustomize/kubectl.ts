/** A folder built by the operator's own kubectl, which is kept from fetching anything. */
import { spawn } from 'node:child_process';
import { maskCredentials } from '../../../redaction/shapes.ts';
import { errorCode } from '../../../text/errors.ts';
import { MASK } from '../../../text/issued.ts';
import { printable } from '../../../text/printable.ts';

export class BuildError extends Error {
  override readonly name = 'BuildError';
}

/** A port that nobody listens at. */
const NOWHERE = 'http://127.0.0.1:9';
/** What kustomize would fetch was refused before; should any of it be missed, git and HTTP lead nowhere. */
const OFFLINE: NodeJS.ProcessEnv = {
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_TERMINAL_PROMPT: '0',
  HTTP_PROXY: NOWHERE,
  HTTPS_PROXY: NOWHERE,
  ALL_PROXY: NOWHERE,
  http_proxy: NOWHERE,
  https_proxy: NOWHERE,
  NO_PROXY: '',
  no_proxy: '',
};
const TIMEOUT_MS = 120_000;
const MOST_BYTES = 256 * 1024 * 1024;
/** More than is shown: looking for credentials may take the square of a length. */
const MOST_READ = 8192;
const LONGEST_REASON = 600;

/** Throws BuildError, or the reason of the signal. */
export function buildFolder(folder: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const program = process.env.KUBECTL_PATH || 'kubectl';
  const ends = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  return new Promise((done, fail) => {
    const child = spawn(program, ['kustomize', folder], {
      env: { ...process.env, ...OFFLINE },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: ends,
      windowsHide: true,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_BYTES) child.kill();
      else out.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (err.length < 64) err.push(chunk);
    });
    child.on('error', (error) => fail(signal.aborted ? signal.reason : notStarted(program, error)));
    child.on('close', (code) => {
      if (signal.aborted) fail(signal.reason);
      else if (size > MOST_BYTES) fail(new BuildError('kubectl kustomize prints more than 256 MB'));
      else if (code === 0) done(Buffer.concat(out).toString('utf8'));
      else fail(new BuildError(reasonIn(Buffer.concat(err).toString('utf8'), folder)));
    });
  });
}

function notStarted(program: string, error: Error): BuildError {
  if (error.name === 'AbortError') return new BuildError('kubectl kustomize did not end within 2 minutes');
  return new BuildError(
    errorCode(error) === 'ENOENT'
      ? `${program} was not found: -k builds with your own kubectl. Install it, or build elsewhere and pipe it in with -f -`
      : `${program} cannot be run: ${printable(error.message)}`,
  );
}

/** kubectl logs an error in one of two forms, or says it plainly. */
function plainError(stderr: string): string {
  const logged = /"command failed" err=(?:<\n?([\s\S]*?)\n? ?>\s*$|("(?:[^"\\]|\\.)*"))/.exec(stderr);
  if (logged?.[1] !== undefined) return logged[1].trim();
  if (logged?.[2] === undefined) return stderr.trim().replace(/^error: /, '');
  return logged[2].slice(1, -1).replace(/\\(["\\])/g, '$1');
}

/**
 * The YAML reader of kustomize repeats what it could not take: a value, what stands where an alias or a key may. Of an object
 * without a name all labels and annotations are printed.
 */
function withoutValues(text: string): string {
  return text
    .replace(/(unknown anchor )'[^']*'/g, `$1'${MASK}'`)
    .replace(/(cannot unmarshal !!\w+ )`[^`]*`/g, `$1\`${MASK}\``)
    .replace(/((?:invalid map key|node contents):\s)[\s\S]*$/, `$1${MASK}`)
    .replace(/( in object )\{\{[\s\S]*\}\}/g, `$1${MASK}`);
}

/** In one line; of a long chain of causes the last ones say most. */
function reasonIn(stderr: string, folder: string): string {
  const text = printable(
    maskCredentials(withoutValues(plainError(stderr.replaceAll(folder, '.'))).slice(-MOST_READ)),
  ).replace(/ {2,}/g, ' ');
  const short = text.length > LONGEST_REASON ? `... ${text.slice(-LONGEST_REASON)}` : text;
  return `kubectl kustomize: ${short}`;
}

/**
 * The scanner's program, and its version as its file says: a release with code of an intruder does harm as soon as it is
 * run, so that it cannot be asked.
 */
import { createReadStream } from 'node:fs';
import { access, constants, realpath, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { compromisedImages } from '../tables/index.ts';
import { ScannerError } from './errors.ts';

export interface Scanner {
  /** Absolute, links resolved: what was looked at is what is run. */
  readonly path: string;
  /** `0.70.1` */
  readonly version: string;
}

/**
 * Go keeps in a program how it was built: its own module with a version where it has one, and the flags of the linker, by
 * which releases of Trivy set theirs.
 */
const VERSIONS = [
  /github\.com\/aquasecurity\/trivy\/pkg\/version\/app\.ver=v?(\d+\.\d+\.\d+)(?=\D)/,
  /mod\tgithub\.com\/aquasecurity\/trivy\tv(\d+\.\d+\.\d+)(?=\D)/,
] as const;
/** As much of the last piece is looked at again with the next one. */
const OVERLAP = 256;
const IMAGE = 'docker.io/aquasec/trivy';

/** Throws ScannerError. Nothing is run. */
export async function openScanner(named: string, env: NodeJS.ProcessEnv): Promise<Scanner> {
  const path = await found(named, env);
  const version = await versionIn(path);
  if (version === undefined) throw new ScannerError('no-version', named);
  const known = compromisedImages.rows.find(
    ({ repository, versions }) => repository === IMAGE && versions.includes(version),
  );
  if (known !== undefined) throw new ScannerError('compromised', named, { version, what: known.what });
  return { path, version };
}

/** As a shell finds it, but never in the working folder unless that is named. */
async function found(named: string, env: NodeJS.ProcessEnv): Promise<string> {
  const isPath = named.includes('/') || named.includes('\\');
  const folders = isPath ? [''] : (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  const ends = process.platform === 'win32' && !named.endsWith('.exe') ? ['.exe'] : [''];
  for (const folder of folders)
    for (const end of ends) {
      const path = isPath ? resolve(named + end) : join(folder, named + end);
      if (await isProgram(path)) return realpath(path);
    }
  throw new ScannerError('not-found', named);
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function versionIn(path: string): Promise<string | undefined> {
  let last = '';
  for await (const piece of createReadStream(path, { encoding: 'latin1', highWaterMark: 1024 * 1024 })) {
    const text = last + String(piece);
    for (const pattern of VERSIONS) {
      const version = pattern.exec(text)?.[1];
      if (version !== undefined) return version;
    }
    last = text.slice(-OVERLAP);
  }
  return undefined;
}

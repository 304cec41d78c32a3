/** What can be said of an executable without running it: for which platform it is, and that our code is in it. */
import { platformName, type ReleasePlatform } from '../platforms.ts';
import { elfArchitecture, isElf, readNotes } from './elf.ts';
import { isMachO, machOArchitecture, machOSection, machOSignature } from './macho.ts';
import { hasPeSignature, isPe, peArchitecture, peResource } from './pe.ts';

/** Node looks for code of its own only where this mark ends with a one. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:1';
const BLOB_MAGIC = 0x143da20;

interface Inspection {
  readonly os: ReleasePlatform['os'];
  readonly arch: string | undefined;
  readonly blob: Buffer | undefined;
  readonly signature: 'none' | 'ad hoc' | 'by a certificate' | 'broken';
}

function inspect(file: Buffer): Inspection | undefined {
  if (isElf(file)) {
    const [blob] = readNotes(file, 'NODE_SEA_BLOB');
    return { os: 'linux', arch: elfArchitecture(file), blob, signature: 'none' };
  }
  if (isMachO(file)) {
    const blob = machOSection(file, 'NODE_SEA', '__NODE_SEA_BLOB');
    return { os: 'darwin', arch: machOArchitecture(file), blob, signature: machOSignature(file) };
  }
  if (isPe(file)) {
    const blob = peResource(file, 'NODE_SEA_BLOB');
    return { os: 'windows', arch: peArchitecture(file), blob, signature: hasPeSignature(file) ? 'broken' : 'none' };
  }
  return undefined;
}

/** `parts`: our code. Throws with a sentence where the executable is not what its name says. Returns how it is signed. */
export function checkExecutable(
  file: Buffer,
  platform: ReleasePlatform,
  parts: readonly Buffer[],
): Inspection['signature'] {
  const found = inspect(file);
  const fail = (why: string): never => {
    throw new Error(`the executable for ${platformName(platform)} ${why}`);
  };
  if (found === undefined) return fail('is of no known format');
  if (found.os !== platform.os || found.arch !== platform.arch) return fail(`is for ${found.os}/${found.arch}`);
  if (!file.includes(FUSE, 0, 'latin1')) fail('would run as Node itself: its fuse is not set');
  const { blob, signature } = found;
  if (blob === undefined || blob.readUInt32LE(0) !== BLOB_MAGIC) return fail('holds no code where Node looks for it');
  if (!parts.every((part) => blob.includes(part))) fail('holds other code than the bundle');
  if (signature === 'broken') fail('carries a signature that is not its own');
  return signature;
}

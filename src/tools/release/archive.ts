/** The archive of one platform: the executable with its licences, and nothing else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { archiveFile, programFile, type ReleasePlatform } from './platforms.ts';
import { type ArchiveEntry, tarGz } from './tar.ts';
import { zip } from './zip.ts';

export interface Archive {
  readonly file: string;
  readonly bytes: Buffer;
}

export interface Contents {
  readonly program: Buffer;
  readonly licences: string;
  /** With its `v`. */
  readonly version: string;
  /** Seconds since 1970, of every file in it. */
  readonly time: number;
}

export function archiveOf(
  root: string,
  platform: ReleasePlatform,
  { program, licences, version, time }: Contents,
): Archive {
  const entries: readonly ArchiveEntry[] = [
    { name: 'LICENSE', data: readFileSync(join(root, 'LICENSE')) },
    { name: 'THIRD_PARTY_LICENSES', data: Buffer.from(licences) },
    { name: programFile(platform), data: program, isExecutable: true },
  ];
  const bytes = platform.os === 'windows' ? zip(entries, time) : tarGz(entries, time);
  return { file: archiveFile(platform, version), bytes };
}

/** What a release would hold for the platform that this runs on. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildArchives } from '../../src/tools/release/index.ts';
import { ownPlatform, programFile } from '../../src/tools/release/platforms.ts';
import { untarGz } from '../../src/tools/release/tar.ts';

export interface BuiltHere {
  /** Path of the archive. */
  readonly archive: string;
  /** Path of the executable that is in it. */
  readonly program: string;
}

/** Throws where nothing is released for this platform. */
export async function builtForHere(root: string, folder: string): Promise<BuiltHere> {
  const platform = ownPlatform();
  if (platform === undefined) throw new Error(`nothing is released for ${process.platform} on ${process.arch}`);
  const say = (line: string) => process.stderr.write(`release: ${line}\n`);
  const [archive = ''] = await buildArchives(root, folder, [platform], say);
  const file = programFile(platform);
  const data = untarGz(await readFile(archive), (name) => name === file).get(file) ?? Buffer.alloc(0);
  const program = join(folder, file);
  await writeFile(program, data, { mode: 0o755 });
  return { archive, program };
}

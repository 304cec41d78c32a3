/** Programs in Go that the tests need: built once from pinned sources, and kept outside the work tree. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';

export interface GoProgram {
  readonly name: string;
  /** Folder of its module. */
  readonly module: string;
  /** As `go build` names it. */
  readonly package: string;
  readonly linkerFlags: string;
}

/** A folder that holds the program and nothing else. Throws when it cannot be built. */
export function goProgramFolder(program: GoProgram, env: NodeJS.ProcessEnv = process.env): string {
  const { name, module, linkerFlags } = program;
  const folder = cacheFolder(`${name}-${fingerprint(program)}`, env);
  const path = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
  if (existsSync(path)) return folder;
  process.stdout.write(`Building ${name} from source, once.\n`);
  mkdirSync(folder, { recursive: true });
  const partial = `${path}.${process.pid}`;
  const args = ['build', '-buildvcs=false', '-ldflags', linkerFlags, '-o', partial, program.package];
  const { status } = spawnSync('go', args, { cwd: module, env, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${name} could not be built; the messages of Go are above.`);
  renameSync(partial, path);
  return folder;
}

function fingerprint({ module, linkerFlags, package: built }: GoProgram): string {
  const hash = createHash('sha256').update(`${linkerFlags} ${built}`);
  for (const file of readdirSync(module).sort()) hash.update(`\0${file}\0`).update(readFileSync(join(module, file)));
  return hash.digest('hex').slice(0, 16);
}

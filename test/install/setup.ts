/** Builds once for all tests of this folder: the archive of this platform, and the programs in Go that judge it. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { goProgramFolder } from '../../src/tools/go-program.ts';
import { buildArchives } from '../../src/tools/release/index.ts';
import { ownPlatform, programFile } from '../../src/tools/release/platforms.ts';
import { untarGz } from '../../src/tools/release/tar.ts';

export interface Built {
  /** Path of the archive of this platform. */
  readonly archive: string;
  /** Path of the executable that is in it. */
  readonly program: string;
  readonly krew: string;
  readonly validator: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    built: Built;
  }
}

const ROOT = join(import.meta.dirname, '..', '..');

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'kubectl-harden-install-'));
  const platform = ownPlatform();
  if (platform === undefined) throw new Error(`nothing is released for ${process.platform} on ${process.arch}`);
  const say = (line: string) => process.stderr.write(`release: ${line}\n`);
  const [archive = ''] = await buildArchives(ROOT, folder, [platform], say);
  const file = programFile(platform);
  const data = untarGz(await readFile(archive), (name) => name === file).get(file) ?? Buffer.alloc(0);
  const program = join(folder, file);
  await writeFile(program, data, { mode: 0o755 });
  project.provide('built', { archive, program, krew: goTool('krew'), validator: goTool('validate-krew-manifest') });
  return () => rm(folder, { recursive: true, force: true });
}

function goTool(name: string): string {
  const module = join(ROOT, 'test', 'krew');
  return join(goProgramFolder({ name, module, package: `sigs.k8s.io/krew/cmd/${name}`, linkerFlags: '-s -w' }), name);
}

/** Builds once for all tests of this folder: the archive of this platform, and the programs in Go that judge it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { goProgramFolder } from '../../src/tools/go-program.ts';
import { type BuiltHere, builtForHere } from './built.ts';

export interface Built extends BuiltHere {
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
  const built = await builtForHere(ROOT, folder);
  project.provide('built', { ...built, krew: goTool('krew'), validator: goTool('validate-krew-manifest') });
  return () => rm(folder, { recursive: true, force: true });
}

function goTool(name: string): string {
  const module = join(ROOT, 'test', 'krew');
  return join(goProgramFolder({ name, module, package: `sigs.k8s.io/krew/cmd/${name}`, linkerFlags: '-s -w' }), name);
}

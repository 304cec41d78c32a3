/** What runs on files are tried on, and how a process opens it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Decision } from '../../src/model/decision.ts';
import type { Target } from '../../src/model/ports.ts';
import { openFiles, openKustomization } from '../../src/sources/files/index.ts';
import { KUSTOMIZED_DECISIONS, layOutTree } from './kustomized.ts';
import { DECISIONS, layOut } from './manifests.ts';

export interface FileCase {
  /** Of its trials, too: `-k run:12:kill`. */
  readonly name: 'files' | '-k';
  readonly layOut: (folder: string) => void;
  readonly decisions: readonly Decision[];
  readonly open: (folder: string) => { readonly target: Target; close?(): Promise<void> };
}

const MANIFESTS: FileCase = {
  name: 'files',
  layOut,
  decisions: DECISIONS,
  open: (folder) => openFiles({ paths: [folder], recursive: true }),
};

const KUSTOMIZED: FileCase = {
  name: '-k',
  layOut: layOutTree,
  decisions: KUSTOMIZED_DECISIONS,
  open: (folder) => {
    buildOnce();
    return openKustomization(join(folder, 'overlay'));
  },
};

export const CASES: readonly FileCase[] = [MANIFESTS, KUSTOMIZED];

export function caseOf(name: string | undefined): FileCase {
  const found = CASES.find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`no case ${name}`);
  return found;
}

/** Every trial builds the same few states of the tree: kubectl builds each of them once. */
function buildOnce(): void {
  if (process.env.FAULTS_BUILT !== undefined) return;
  const { stdout } = spawnSync('sh', ['-c', 'command -v kubectl'], { encoding: 'utf8' });
  process.env.FAULTS_KUBECTL = stdout.trim();
  process.env.FAULTS_BUILT = mkdtempSync(join(tmpdir(), 'harden-built-'));
  process.env.KUBECTL_PATH = join(import.meta.dirname, 'kubectl.sh');
}

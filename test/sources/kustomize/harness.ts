/** Kustomizations on disk, built by the machine's kubectl, and sessions on them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { PLUGINS } from '../../../plugins/index.ts';
import { ITEMS } from '../../../src/catalog/items.ts';
import { createRegistry } from '../../../src/engine/registry/registry.ts';
import { openRecords } from '../../../src/records/index.ts';
import { createSession, type Session } from '../../../src/session/index.ts';
import { openKustomization } from '../../../src/sources/files/index.ts';

export const SIGNAL = new AbortController().signal;

const { checks } = createRegistry(
  PLUGINS,
  ITEMS.map(({ id }) => id),
);

export function temporary(prefix: string): string {
  const path = mkdtempSync(join(tmpdir(), prefix));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export function tree(files: Readonly<Record<string, string>>): string {
  const path = temporary('kustomizations-');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

/** `undefined`: kustomize refuses it. */
export function built(folder: string): string | undefined {
  const { status, stdout } = spawnSync(process.env.KUBECTL_PATH || 'kubectl', ['kustomize', folder], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout : undefined;
}

/** Every file under the folder, with its bytes. */
export function bytesOf(path: string): Readonly<Record<string, string>> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [relative(path, file), readFileSync(file, 'latin1')]),
  );
}

/** A session as a new process opens one; its work is over when `work` is. */
export async function inSession<T>(folder: string, state: string, work: (session: Session) => Promise<T>): Promise<T> {
  const { source, target, close } = openKustomization(folder);
  const session = createSession({
    source,
    target,
    checks,
    namespaces: [],
    watch: false,
    mode: 'apply',
    answers: openRecords({ stateFolder: state }),
    stateFolder: state,
    tool: 'kubectl-harden/test',
    isProduction: () => false,
  });
  try {
    await session.run(SIGNAL);
    return await work(session);
  } finally {
    await close();
  }
}

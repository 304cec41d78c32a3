/** A session of its own on the bundled sample, read and live: real previews, real runs, nothing left behind. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { PLUGINS } from '../../../plugins/index.ts';
import { ITEMS } from '../../../src/catalog/items.ts';
import { createRegistry } from '../../../src/engine/index.ts';
import { openRecords } from '../../../src/records/index.ts';
import { createSession, type Session } from '../../../src/session/index.ts';
import { openSample } from '../../../src/sources/sample/index.ts';
import { createHome } from '../program.ts';

export async function sampleSession(): Promise<Session> {
  const home = createHome();
  onTestFinished(() => home.remove());
  const stateFolder = join(home.folder, 'state');
  mkdirSync(stateFolder, { mode: 0o700 });
  const registry = createRegistry(
    PLUGINS,
    ITEMS.map(({ id }) => id),
  );
  const session = createSession({
    ...openSample(),
    checks: registry.checks,
    namespaces: [],
    watch: false,
    mode: 'apply',
    answers: openRecords({ stateFolder }),
    stateFolder,
    tool: 'kubectl-harden/test',
    isProduction: () => false,
  });
  await session.run(new AbortController().signal);
  return session;
}

/** A session of a test's own, read and able to change what it reads: its state is kept in the home of the test. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PLUGINS } from '../../../plugins/index.ts';
import { ITEMS } from '../../../src/catalog/items.ts';
import { createRegistry } from '../../../src/engine/index.ts';
import type { Source, Target } from '../../../src/model/ports.ts';
import { openRecords } from '../../../src/records/index.ts';
import { createSession, type Session } from '../../../src/session/index.ts';

interface Place {
  readonly source: Source;
  readonly target: Target;
}

export async function ownSession(place: Place, { folder }: { readonly folder: string }): Promise<Session> {
  const stateFolder = join(folder, 'state');
  mkdirSync(stateFolder, { mode: 0o700 });
  const registry = createRegistry(
    PLUGINS,
    ITEMS.map(({ id }) => id),
  );
  const session = createSession({
    ...place,
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

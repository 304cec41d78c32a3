/** A source read once and judged as a scan does, in this process; nothing is remembered and nothing can be changed. */
import type { Source } from '../../src/model/ports.ts';
import type { Records } from '../../src/model/records.ts';
import type { ScanSnapshot } from '../../src/model/snapshot.ts';
import type { Check } from '../../src/plugin-api/index.ts';
import { createSession } from '../../src/session/index.ts';
import { forgetful } from '../support/walk/forgetful.ts';

export interface ScannedOptions {
  readonly checks: readonly Check[];
  readonly namespaces?: readonly string[];
  readonly records?: Records;
  readonly stateFolder?: string;
  readonly now?: () => Date;
}

export async function scanned(source: Source, options: ScannedOptions): Promise<ScanSnapshot> {
  const { checks, namespaces = [], records, stateFolder = '/nowhere', now } = options;
  const session = createSession({
    source,
    checks,
    namespaces,
    watch: false,
    mode: 'read-only',
    answers: forgetful(records),
    stateFolder,
    tool: 'kubectl-harden/test',
    ...(now === undefined ? {} : { now }),
  });
  await session.run(new AbortController().signal);
  return session.snapshot();
}

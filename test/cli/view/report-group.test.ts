/** A policy report that is written from the walk is of the kind that the cluster serves, as in a scan. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Invocation } from '../../../src/cli/args/command.ts';
import { parseCommandLine } from '../../../src/cli/args/parse.ts';
import { COMMANDS, ROOT } from '../../../src/cli/commands.ts';
import type { OpenedSource } from '../../../src/cli/compose/source.ts';
import { walkOptions } from '../../../src/cli/compose/walk-options.ts';
import { SNAPSHOT } from '../../support/snapshot.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-group-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function written(format: string, groups?: () => Promise<readonly string[]>): Promise<string> {
  const { flags } = parseCommandLine(['--sample'], ROOT, COMMANDS, 'kubectl harden');
  const invocation = {
    flags,
    io: { env: {} },
    program: 'kubectl harden',
    signal: new AbortController().signal,
  } as unknown as Invocation;
  const source = { ...(groups === undefined ? {} : { groups }) } as unknown as OpenedSource['source'];
  const { exports } = walkOptions(invocation, { type: 'sample', context: 'sample', source });
  const file = join(folder, 'view');
  expect(await exports?.write(SNAPSHOT, { format, file, replace: false, hasPlatform: false })).toBeUndefined();
  return readFileSync(file, 'utf8');
}

test.each([
  [['apps', 'openreports.io'], 'openreports.io/'],
  [['wgpolicyk8s.io'], 'wgpolicyk8s.io/'],
  [['wgpolicyk8s.io', 'openreports.io'], 'openreports.io/'],
  [['apps'], 'wgpolicyk8s.io/'],
])('where %j are served it is of %s', async (served, group) => {
  expect(await written('policyreport', async () => served)).toContain(`"apiVersion": "${group}`);
});

test('where nobody can tell it is of the older one', async () => {
  expect(await written('policyreport', () => Promise.reject(new Error('denied')))).toContain('wgpolicyk8s.io/');
});

test('other formats ask the server nothing', async () => {
  const asked = (): Promise<never> => Promise.reject(new Error('asked'));
  expect(await written('json', asked)).toContain('decisions');
});

/** kubectl's own completion asks the plugin: the executable, and the script that it writes beside itself. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { stubCluster } from '../support/stub-cluster.ts';

const execute = promisify(execFile);

let folder: string;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-completion-'));
  symlinkSync(inject('built').program, join(folder, 'kubectl-harden'));
  env = {
    HOME: folder,
    XDG_STATE_HOME: join(folder, 'state'),
    KUBECONFIG: join(folder, 'kubeconfig'),
    PATH: [folder, process.env.PATH].join(delimiter),
  };
  useServer('http://127.0.0.1:1');
  await execute('kubectl', ['harden', 'completion', '--install'], { env });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function useServer(server: string): void {
  const config = {
    'current-context': 'stub',
    clusters: [{ name: 'stub', cluster: { server } }],
    users: [{ name: 'me', user: { token: 'canary-token' } }],
    contexts: [{ name: 'stub', context: { cluster: 'stub', user: 'me' } }],
  };
  writeFileSync(join(folder, 'kubeconfig'), JSON.stringify(config));
}

/** What kubectl hands to the shell: candidates with what they mean, and what the shell is to do. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await execute('kubectl', ['__complete', 'harden', ...words], { env });
  return stdout.trimEnd().split('\n');
}

test.each<[readonly string[], readonly string[]]>([
  [['hist'], ['history\tList the runs that changed something', ':4']],
  [
    ['scan', '--skip'],
    ['--skip-check\tAll but these checks, by id.', ':4'],
  ],
  [
    ['--context', 's'],
    ['stub', ':4'],
  ],
  [
    ['explain', 'rbac/wild'],
    ['rbac/wildcards\t', ':4'],
  ],
  [
    ['checks', '--area', 'net'],
    ['network', ':4'],
  ],
  [
    ['scan', '--severity', 'crit'],
    ['critical', ':4'],
  ],
  [['scan', '-f', ''], [':0']],
])('kubectl harden %j: %j', async (words, wanted) => {
  const lines = await offered(...words);
  expect(lines.length).toBe(wanted.length);
  wanted.forEach((line, index) => {
    expect(lines[index]?.startsWith(line)).toBe(true);
  });
});

test('namespaces of the cluster that the command line names', async () => {
  const stub = await stubCluster();
  useServer(stub.url);
  expect(await offered('scan', '-n', '')).toEqual(['shop', ':4']);
  expect(stub.writes()).toEqual([]);
});

test('runs that can be undone', async () => {
  await execute('kubectl', ['harden', '--sample', '--apply', '-n', 'web', '--yes'], { env });
  const [run = ''] = (await execute('kubectl', ['harden', 'history', '--sample', '-o', 'name'], { env })).stdout.split(
    '\n',
  );
  const lines = await offered('undo', run.slice(0, 4));
  expect(lines[0]?.startsWith(`${run}\tapplied`)).toBe(true);
  await execute('kubectl', ['harden', 'undo', run, '--yes'], { env });
  expect(await offered('undo', '')).toEqual([':4']);
});

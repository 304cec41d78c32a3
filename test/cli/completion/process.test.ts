/** Suggestions as a shell and kubectl ask for them, from the program itself. */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHome, type Home, PROGRAM } from '../../support/program.ts';
import { stubCluster } from '../../support/stub-cluster.ts';

let home: Home;
let env: Record<string, string>;
beforeAll(() => {
  home = createHome();
  env = { KUBECONFIG: kubeconfigFor('http://127.0.0.1:1') };
});
afterAll(() => home.remove());

function kubeconfigFor(server: string): string {
  const file = join(home.folder, 'kubeconfig');
  const named = (name: string) => ({ name, context: { cluster: 'stub', user: 'me' } });
  const config = {
    'current-context': 'stub',
    clusters: [{ name: 'stub', cluster: { server } }],
    users: [{ name: 'me', user: { token: 'canary-token' } }],
    contexts: [named('stub'), named('arn:aws:eks:eu/shop'), named('evil\u001b[2Jname')],
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await home.run(['__complete', ...words], { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.trimEnd().split('\n');
}

test('contexts are those of the kubeconfig, less what a terminal would not show as it is', async () => {
  expect(await offered('--context', '')).toEqual(['arn:aws:eks:eu/shop', 'stub', ':4']);
});

test('namespaces are listed by one request, which only reads', async () => {
  const stub = await stubCluster();
  expect(await offered('scan', `--server=${stub.url}`, '-n', '')).toEqual(['shop', ':4']);
  expect(stub.seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api/v1/namespaces']);
});

test('where nothing can be read nothing is offered, and no message disturbs the line', async () => {
  expect(await offered('scan', '-n', '')).toEqual([':4']);
  expect(await offered('scan', '--kubeconfig=/no/such/file', '-n', '')).toEqual([':4']);
});

test('checks are those that are built in and those of the configuration; a broken one offers none', async () => {
  expect(await offered('scan', '--check', 'workloads/priv')).toContain(
    'workloads/privileged\tContainers are not privileged',
  );
  const folder = join(home.folder, 'config', 'kubectl-harden');
  mkdirSync(folder, { recursive: true });
  const configure = (text: string) => writeFileSync(join(folder, 'config.yaml'), text);
  configure('checks: [{id: acme/privileged, from: workloads/privileged, title: None of ours}]');
  expect(await offered('scan', '--check', 'acme/')).toEqual(['acme/privileged\tNone of ours', ':4']);
  configure('checks: nonsense');
  expect(await offered('scan', '--check', '')).toEqual([':4']);
  rmSync(folder, { recursive: true });
});

test('as kubectl_complete-harden it takes the words as they come', async () => {
  const bin = join(home.folder, 'as-completer');
  mkdirSync(bin);
  symlinkSync(PROGRAM, join(bin, 'kubectl_complete-harden'));
  const stdout = execFileSync(process.execPath, [join(bin, 'kubectl_complete-harden'), 'expl'], {
    env: { ...process.env, ...home.env },
    encoding: 'utf8',
  });
  expect(stdout).toBe('explain\tSay why a check matters and what to do\n:4\n');
});

test('--install writes a script beside the plugin, once and again, and leaves what others wrote', async () => {
  const bin = join(home.folder, 'bin');
  mkdirSync(bin);
  copyFileSync(PROGRAM, join(bin, 'kubectl-harden'));
  const path = { env: { ...env, PATH: [bin, process.env.PATH].join(delimiter) } };
  const file = join(bin, 'kubectl_complete-harden');
  for (let time = 0; time < 2; time++) {
    const { code, stderr } = await home.run(['completion', '--install'], path);
    expect({ code, stderr }).toEqual({ code: 0, stderr: `${file} written: kubectl completes "kubectl harden".\n` });
  }
  expect(statSync(file).mode & 0o777).toBe(0o755);
  expect(readFileSync(file, 'utf8')).toContain('__complete "$@"');
  writeFileSync(file, '#!/bin/sh\n');
  const refused = await home.run(['completion', '--install'], path);
  expect(refused.code).toBe(5);
  expect(readFileSync(file, 'utf8')).toBe('#!/bin/sh\n');
});

test('--install without the plugin on PATH says where it would have to be', async () => {
  const { code, stderr } = await home.run(['completion', '--install'], { env: { ...env, PATH: '/nonexistent' } });
  expect(code).toBe(2);
  expect(stderr).toContain('kubectl-harden is in no folder of PATH');
});

test('bash offers what the program says, and replaces only what follows = and :', async () => {
  const script = join(home.folder, 'harden.bash');
  writeFileSync(script, (await home.run(['completion', 'bash'])).stdout);
  mkdirSync(join(home.folder, 'plain'));
  symlinkSync(PROGRAM, join(home.folder, 'plain', 'kubectl-harden'));
  const ask = (line: string) => {
    const command = `source ${script}; COMP_LINE='${line}'; COMP_POINT=${line.length}; _kubectl_harden 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const PATH = [join(home.folder, 'plain'), join(process.execPath, '..'), process.env.PATH].join(delimiter);
    const options = { env: { ...process.env, ...home.env, ...env, PATH }, encoding: 'utf8', cwd: home.folder } as const;
    return execFileSync('bash', ['-c', command], options).trimEnd().split('\n');
  };
  expect(ask('kubectl-harden hist')).toEqual(['history']);
  expect(ask('kubectl-harden scan --output=y')).toEqual(['yaml']);
  expect(ask('kubectl-harden --context arn:aws:')).toEqual(['eks:eu/shop']);
  expect(ask('kubectl-harden scan -f kubec')).toEqual(['kubeconfig']);
  expect(existsSync(script)).toBe(true);
});

test('each shell has its script; another name is a usage error that lists them', async () => {
  for (const shell of ['bash', 'fish', 'powershell', 'zsh'])
    expect((await home.run(['completion', shell])).stdout).toContain('__complete');
  const { code, stderr } = await home.run(['completion', 'tcsh']);
  expect(code).toBe(2);
  expect(stderr).toContain('Shells: bash, fish, powershell, zsh.');
});

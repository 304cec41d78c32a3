import { afterAll, expect, test } from 'vitest';
import { config, folder, write } from '../../sources/live/setting.ts';
import { createHome, PROGRAM } from '../../support/program.ts';
import { startPty } from '../../support/pty.ts';

const home = createHome();
afterAll(() => home.remove());

/** The kubeconfig of a plugin that asks somebody to sign in, and waits. */
function signingIn(): string {
  const script = "echo 'visit https://sign.in' >&2; exec sleep 60";
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: 'sh',
    args: ['-c', script],
    interactiveMode: 'IfAvailable',
  };
  return write(folder(), 'config', config('https://127.0.0.1:1', { exec }));
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s while a credential plugin runs ends a scan, which had passed on what it said', async (signal, code) => {
  const kubeconfig = signingIn();
  const ended = await home.run(['scan', '--kubeconfig', kubeconfig], {
    onStart: (child) =>
      child.stderr?.on('data', (chunk: Buffer) => {
        if (chunk.toString('utf8').includes('visit https://sign.in')) child.kill(signal);
      }),
  });
  expect([ended.code, ended.stderr]).toEqual([code, `visit https://sign.in\ninterrupted by ${signal}\n`]);
});

test('ctrl-c while a credential plugin runs ends the walk before it began', async () => {
  const kubeconfig = signingIn();
  const pty = startPty(process.execPath, [PROGRAM, '--kubeconfig', kubeconfig], { env: home.env });
  await pty.waitFor('visit https://sign.in');
  pty.send('\u0003');
  expect([await pty.exit, pty.text().includes('bug')]).toEqual([130, false]);
});

test('a user without a home folder may scan, and is told where a journal cannot be kept', async () => {
  const shim = write(
    folder(),
    'shim.mjs',
    `import os from 'node:os';
import { syncBuiltinESMExports } from 'node:module';
os.homedir = () => { if (process.env.HOME) return process.env.HOME; throw new Error('no such user'); };
syncBuiltinESMExports();`,
  );
  const env = {
    HOME: undefined,
    XDG_STATE_HOME: undefined,
    XDG_CONFIG_HOME: undefined,
    KUBECONFIG: undefined,
    NODE_OPTIONS: `--import=${shim}`,
  };
  const ended = await home.run(['scan', '--sample', '-o', 'name'], { env });
  expect([ended.code, ended.stderr]).toEqual([0, expect.not.stringContaining('bug')]);
});

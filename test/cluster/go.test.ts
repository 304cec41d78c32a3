import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { goVersion } from './go.ts';
import { CONTROL_PLANE_MODULE } from './paths.ts';

afterEach(() => vi.unstubAllEnvs());

/** A folder with a program named go that does what the shell lines say. */
async function fakeGo(lines: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'harden-go-'));
  await writeFile(join(folder, 'go'), `#!/bin/sh\n${lines}\n`);
  await chmod(join(folder, 'go'), 0o755);
  return folder;
}

test('without Go the message says what to install, and what else can be done', async () => {
  vi.stubEnv('PATH', await mkdtemp(join(tmpdir(), 'harden-empty-')));
  await expect(goVersion(CONTROL_PLANE_MODULE)).rejects.toThrow(
    /needs Go 1\.26 or newer .*it was not found: install it .*KUBEBUILDER_ASSETS.*npm run test:quick/,
  );
});

test('an older Go is named in the message', async () => {
  vi.stubEnv('PATH', await fakeGo('echo go version go1.21.3 linux/amd64'));
  await expect(goVersion(CONTROL_PLANE_MODULE)).rejects.toThrow('this is go version go1.21.3 linux/amd64: install');
});

test('a Go that cannot fetch its successor is quoted', async () => {
  vi.stubEnv('PATH', await fakeGo('echo "go: download go1.26.0: no network" >&2; exit 1'));
  await expect(goVersion(CONTROL_PLANE_MODULE)).rejects.toThrow('it says: go: download go1.26.0: no network: install');
});

test.each(['go1.26.8', 'go1.30.0', 'go2.0'])('%s is new enough', async (version) => {
  vi.stubEnv('PATH', await fakeGo(`echo go version ${version} linux/arm64`));
  expect(await goVersion(CONTROL_PLANE_MODULE)).toBe(`go version ${version} linux/arm64`);
});

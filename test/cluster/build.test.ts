import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { programs } from './build.ts';

afterEach(() => vi.unstubAllEnvs());

async function folderWith(names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'harden-assets-'));
  for (const name of names) {
    await writeFile(join(folder, name), '');
    await chmod(join(folder, name), 0o755);
  }
  vi.stubEnv('KUBEBUILDER_ASSETS', folder);
  return folder;
}

test('programs in KUBEBUILDER_ASSETS are used instead of building, and what is missing is said', async () => {
  const folder = await folderWith(['etcd', 'kube-apiserver', 'kubectl']);
  const said: string[] = [];
  const found = await programs((line) => said.push(line));
  expect(found).toEqual({
    origin: 'assets',
    etcd: [join(folder, 'etcd')],
    'kube-apiserver': [join(folder, 'kube-apiserver')],
  });
  expect(said).toEqual([
    `using the programs in KUBEBUILDER_ASSETS=${folder}`,
    'not there: kube-controller-manager, kube-scheduler, kwok; nothing is rolled out, and tests of that will fail',
  ]);
});

test('a folder without an API server is refused by name', async () => {
  const folder = await folderWith(['etcd']);
  await expect(programs(() => {})).rejects.toThrow(`KUBEBUILDER_ASSETS=${folder} holds no etcd or no kube-apiserver`);
});

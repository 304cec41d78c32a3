import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REVIEWED_MINOR } from '../../src/analysis/pod-security/index.ts';
import { moduleFiles, wantedRelease } from './kubernetes.ts';
import { CONTROL_PLANE_MODULE } from './paths.ts';

test('the control plane is the newest Kubernetes whose rules were reviewed', async () => {
  expect(await wantedRelease('')).toEqual({ version: 'v1.37.2', minor: REVIEWED_MINOR, modFile: 'go.mod' });
});

test.each([
  ['1.36.3', 'kubernetes-1.36.3.mod'],
  ['v1.36.3', 'kubernetes-1.36.3.mod'],
  ['1.37.2', 'go.mod'],
])('TEST_KUBERNETES=%s is built from %s', async (wanted, modFile) => {
  expect(await wantedRelease(wanted)).toMatchObject({ modFile });
});

test.each(['1.36', '1.36.2', '../go', 'latest'])('TEST_KUBERNETES=%s is refused with what there is', async (wanted) => {
  await expect(wantedRelease(wanted)).rejects.toThrow(
    `TEST_KUBERNETES=${wanted} is pinned nowhere: test/cluster/control-plane holds 1.37.2, 1.36.3`,
  );
});

test.each(['', '1.36.3'])('every staging module of %j is of the same release', async (wanted) => {
  const release = await wantedRelease(wanted);
  const [modFile = ''] = moduleFiles(release);
  const text = await readFile(join(CONTROL_PLANE_MODULE, modFile), 'utf8');
  const versions = [...text.matchAll(/^\s*(k8s\.io\/\S+) => \1 (\S+)$/gm)].map(([, , version]) => version);
  expect(versions.length).toBeGreaterThan(30);
  expect(new Set(versions)).toEqual(new Set([release.version.replace(/^v1/, 'v0')]));
});

/** A file that is another thing when it is written than it was when it was read. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fieldChangesOf } from '../../../../src/model/edits.ts';
import type { KubeObject, ObjectRef } from '../../../../src/plugin-api/index.ts';
import { openFiles } from '../../../../src/sources/files/index.ts';
import { deployment, folder, SIGNAL } from '../harness.ts';

const API: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'api' };
const TEXT = deployment('containers:\n- name: api\n  image: nginx');

interface Place {
  readonly file: string;
  readonly outside: string;
}

async function writtenAfter(replace: (place: Place) => void) {
  const path = folder({ 'in/a.yaml': TEXT, 'out/a.yaml': TEXT });
  const place = { file: join(path, 'in', 'a.yaml'), outside: join(path, 'out', 'a.yaml') };
  const { target } = openFiles({ paths: [join(path, 'in')] });
  const object = (await target.read(API, SIGNAL)) as KubeObject;
  const fieldChanges = fieldChangesOf(object, [{ op: 'set', path: ['spec', 'paused'], value: true }]);
  const request = { op: 'patch' as const, ref: API, fieldChanges };
  const { restore = null } = await target.write(request, { dryRun: true }, SIGNAL);
  replace(place);
  const errors = [];
  for (const attempt of [
    () => target.write(request, { dryRun: false }, SIGNAL),
    () => target.restore?.(restore, { dryRun: false }, SIGNAL),
  ])
    errors.push(
      await Promise.resolve(attempt()).then(
        () => 'done',
        (error: Error) => error.message,
      ),
    );
  return { errors, ...place };
}

function instead(file: string, make: (path: string) => unknown): void {
  rmSync(file);
  make(file);
}

test.each<[string, RegExp, (place: Place) => void]>([
  ['gone', /changed|no such file/, ({ file }) => rmSync(file)],
  ['a folder', /it is a folder|pipe/, ({ file }) => instead(file, mkdirSync)],
  ['a pipe', /it is a pipe/, ({ file }) => instead(file, () => spawnSync('mkfifo', [file]))],
  ['other text', /changed since it was read/, ({ file }) => writeFileSync(file, `${TEXT}# more\n`)],
  [
    'another file of the name, with other text',
    /changed since it was read/,
    ({ file }) => instead(file, () => writeFileSync(file, `# new\n${TEXT}`)),
  ],
  ['a link out of the folder', /outside of/, ({ file, outside }) => instead(file, () => symlinkSync(outside, file))],
  ['a link to itself', /loop/, ({ file }) => instead(file, () => symlinkSync(file, file))],
])('what is %s by then is not written, and nobody waits for it', async (_, problem, replace) => {
  const { errors, outside } = await writtenAfter(replace);
  expect(errors[0]).toMatch(problem);
  expect(readFileSync(outside, 'utf8')).toBe(TEXT);
});

test('a folder that became a link elsewhere is not written', async () => {
  const { errors, outside } = await writtenAfter(({ file, outside }) => {
    rmSync(join(file, '..'), { recursive: true });
    symlinkSync(join(outside, '..'), join(file, '..'));
  });
  expect(errors[0]).toMatch(/outside of|changed/);
  expect(readFileSync(outside, 'utf8')).toBe(TEXT);
});

test('a file that is the same under a new inode is written', async () => {
  const { errors, file } = await writtenAfter(({ file }) => {
    writeFileSync(`${file}.new`, TEXT);
    chmodSync(`${file}.new`, 0o640);
    renameSync(`${file}.new`, file);
  });
  expect(errors[0]).toBe('done');
  expect(readFileSync(file, 'utf8')).toBe(TEXT);
});

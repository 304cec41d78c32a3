/** What a process that was killed during a write leaves beside a manifest. */
import { spawnSync } from 'node:child_process';
import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { nameBeside } from '../../../../src/disk/leftovers.ts';
import { fieldChangesOf } from '../../../../src/model/edits.ts';
import type { Target } from '../../../../src/model/ports.ts';
import type { KubeObject, ObjectRef } from '../../../../src/plugin-api/index.ts';
import { openFiles } from '../../../../src/sources/files/index.ts';
import { deployment, folder, SIGNAL } from '../harness.ts';

const API: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'api' };
const PODS = 'containers:\n- name: api\n  image: nginx';

/** Of a process that has ended. */
function leave(file: string): string {
  const { pid } = spawnSync(process.execPath, ['--version']);
  const left = nameBeside(file).replace(`-${process.pid}-`, `-${pid}-`);
  writeFileSync(left, 'half a manif');
  return basename(left);
}

async function change(target: Target, dryRun: boolean) {
  const object = (await target.read(API, SIGNAL)) as KubeObject;
  const path = ['spec', 'template', 'spec', 'hostNetwork'];
  const fieldChanges = fieldChangesOf(object, [{ op: 'set', path, value: false }]);
  return target.write({ op: 'patch', ref: API, fieldChanges }, { dryRun }, SIGNAL);
}

test('the next write in the folder removes it, a dry run does not', async () => {
  const file = join(folder({ 'a.yaml': deployment(PODS) }), 'a.yaml');
  const left = leave(file);
  const { target } = openFiles({ paths: [file] });
  await change(target, true);
  expect(readdirSync(dirname(file))).toEqual([left, 'a.yaml']);
  await change(target, false);
  expect(readdirSync(dirname(file))).toEqual(['a.yaml']);
});

test('undo removes it, also through a link', async () => {
  const path = folder({ 'real/a.yaml': deployment(PODS), 'links/none': '' });
  symlinkSync('../real/a.yaml', join(path, 'links', 'a.yaml'));
  const file = join(path, 'links', 'a.yaml');
  const { restore = null } = await change(openFiles({ paths: [file] }).target, false);
  leave(join(path, 'real', 'a.yaml'));
  await openFiles({ paths: [file] }).target.restore?.(restore, { dryRun: false }, SIGNAL);
  expect(readdirSync(join(path, 'real'))).toEqual(['a.yaml']);
});

test('what another process is writing, and what is not ours, stays', async () => {
  const path = folder({ 'a.yaml': deployment(PODS), '.a.yaml.0123456789ab.tmp': '', '.a.yaml.tmp': '' });
  const file = join(path, 'a.yaml');
  const theirs = nameBeside(file).replace(`-${process.pid}-`, `-${process.ppid}-`);
  writeFileSync(theirs, '');
  await change(openFiles({ paths: [file] }).target, false);
  expect(readdirSync(path).sort()).toEqual(
    ['.a.yaml.0123456789ab.tmp', basename(theirs), '.a.yaml.tmp', 'a.yaml'].sort(),
  );
});

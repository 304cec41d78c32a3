/** No credential that stands in manifests is in anything that the program says, keeps or hands on. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { createHome, type Home } from '../support/program.ts';
import { FORMS } from './forms/index.ts';
import { amountOf, draw, PATIENCE_MS, plantedObjects, plantedTexts } from './plant.ts';
import { bytesOf, layOut, watch } from './watching.ts';

vi.setConfig({ testTimeout: PATIENCE_MS });

let home: Home;
beforeEach(() => {
  home = createHome();
});
afterEach(() => home.remove());

const FORMATS = ['table', 'wide', 'json', 'yaml', 'name'];
const ALL = ['--max-disruption', 'access', '--allow-managed'];

test('every form and every canary is another', () => {
  const drawn = draw(FORMS);
  expect(new Set(drawn.map(({ canary }) => canary)).size).toBe(amountOf(FORMS));
  expect(new Set(FORMS.map(({ name }) => name)).size).toBe(FORMS.length);
  expect(FORMS.length).toBeGreaterThanOrEqual(40);
});

test('objects: no command, no format, no journal, no undo and no other program shows one', async () => {
  const files = plantedObjects().map((object, at) => [`${at}.yaml`, stringify(object)] as const);
  const folder = layOut(home, 'manifests', new Map(files));
  const before = bytesOf(folder);
  const { run, witness, witnessed } = watch(home);
  for (const format of FORMATS) await run(['scan', '-f', folder, '-o', format, '-v', '9']);
  await run(['scan', '-f', folder, '--checklist', '--include-system']);
  await run(['--apply', '--dry-run', '-f', folder, ...ALL], { env: witness });
  expect(witnessed()).toContain('apps.v1.Deployment.shop.object-0');
  await run(['--apply', '--yes', '-f', folder, ...ALL, '-v', '9']);
  expect(bytesOf(folder)).not.toEqual(before);
  for (const format of FORMATS) await run(['history', '-f', folder, '-o', format]);
  await run(['undo', '--dry-run', '-f', folder], { env: witness });
  await run(['undo', '--yes', '-f', folder, '-v', '9']);
  await run(['scan', '-f', folder, '-o', 'wide']);
});

test('texts: however it is written or broken, no message shows one', async () => {
  const folder = layOut(home, 'manifests', plantedTexts());
  const before = bytesOf(folder);
  const { run, witness } = watch(home);
  for (const format of ['wide', 'json']) await run(['scan', '-f', folder, '-o', format, '-v', '9']);
  await run(['--apply', '--yes', '-f', folder, ...ALL, '-v', '9'], { env: witness });
  await run(['--apply', '--yes', '-f', folder, ...ALL, '-v', '9']);
  await run(['undo', '--yes', '-f', folder, '--partial', '-v', '9']);
  await run(['scan', '-f', '-', '-o', 'yaml'], { stdin: before.join('\n---\n') });
});

/** No credential is in any format, in what kustomize says, or in what commands beside the scan print. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { fakeServer, refusal } from '../sources/live/fake-server.ts';
import { SCAN_FORMATS } from '../support/all-formats.ts';
import { createHome, type Home } from '../support/program.ts';
import { canaryText } from './canary.ts';
import { MESSAGES } from './forms/messages.ts';
import { draw, PATIENCE_MS, plantedObjects, plantedTexts } from './plant.ts';
import { layOut, watch } from './watching.ts';

vi.setConfig({ testTimeout: PATIENCE_MS });

let home: Home;
beforeEach(() => {
  home = createHome();
  mkdirSync(join(home.folder, 'state'));
});
afterEach(() => home.remove());

/** Every format, each into a file that is searched. */
const outputs = () => SCAN_FORMATS.flatMap((name) => ['-o', `${name}=${join(home.folder, 'state', `out.${name}`)}`]);

test('objects: every format, a baseline, and what kustomize builds of them', async () => {
  const files = plantedObjects().map((object, at) => [`${at}.yaml`, stringify(object)] as const);
  const folder = layOut(home, 'manifests', new Map(files));
  const { run } = watch(home);
  await run(['scan', '-f', folder, '--checklist', '--show-requests', '-v', '9', ...outputs()]);
  const baseline = join(home.folder, 'state', 'out.json');
  await run(['scan', '-f', folder, '--baseline', baseline, '--fail-on', 'low', '-v', '9']);
  // Kustomize takes no two objects of one identity, and nothing without a name.
  const built = layOut(home, 'built', new Map(files.filter(([, text]) => /^ {2}name: /m.test(text))));
  const names = files.map(([name]) => name).filter((_, at) => at % 2 === 0);
  writeFileSync(join(built, 'kustomization.yaml'), stringify({ resources: names }));
  await run(['scan', '-k', built, '-v', '9', ...outputs()]);
  await run(['--apply', '--yes', '-k', built, '-v', '9']);
});

test('texts: whatever kustomize complains of', async () => {
  const { run } = watch(home);
  for (const [at, [name, text]] of [...plantedTexts()].entries()) {
    const folder = layOut(home, `k-${at}`, new Map([[name, text]]));
    writeFileSync(join(folder, 'kustomization.yaml'), stringify({ resources: [name] }));
    const { code } = await run(['scan', '-k', folder, '-v', '9', '-o', 'wide']);
    expect([0, 2, 3]).toContain(code);
  }
});

test('a baseline that holds one is refused or compared without showing it', async () => {
  const { run } = watch(home);
  for (const [at, text] of [...plantedTexts().values()].entries()) {
    const file = join(home.folder, `baseline-${at}.yaml`);
    writeFileSync(file, text);
    const { code } = await run(['scan', '--sample', '--baseline', file, '-q', '-o', 'name']);
    expect(code).toBe(2);
  }
});

test('what a server says and what a kubeconfig holds: version, completion, attest, history', async () => {
  const { run } = watch(home);
  for (const { form, canary } of draw(MESSAGES)) {
    const { url } = await fakeServer((_, response) => refusal(response, 403, 'Forbidden', form.say(canary)));
    const cluster = [`--server=${url}`, `--token=${canaryText('token', 7)}`, '--show-requests'];
    await run(['version', ...cluster, '-v', '9']);
    await run(['attest', 'authentication/mfa', '--verdict', 'pass', '--by', 'ann', '--evidence', 'seen', ...cluster]);
    await run(['history', ...cluster]);
    await run(['__complete', 'scan', `--server=${url}`, '-n', '']);
  }
  await run(['rbac', '--for', 'apply', '-o', 'yaml']);
  await run(['explain', 'ingress/tls', '-o', 'yaml']);
});

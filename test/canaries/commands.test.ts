/** No credential is in any format, in what kustomize says, or in what commands beside the scan print. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import type { Flags } from '../../src/cli/args/parse.ts';
import { loadBaseline } from '../../src/cli/compose/baseline.ts';
import { CliError } from '../../src/cli/exit.ts';
import { ALL_KINDS } from '../../src/kube/kinds.ts';
import { openKustomization } from '../../src/sources/files/index.ts';
import { errorText } from '../../src/text/errors.ts';
import { printable } from '../../src/text/printable.ts';
import { fakeServer, refusal } from '../sources/live/fake-server.ts';
import { SCAN_FORMATS } from '../support/all-formats.ts';
import { createHome, type Home } from '../support/program.ts';
import { canaryText } from './canary.ts';
import { MESSAGES } from './forms/messages.ts';
import { draw, PATIENCE_MS, plantedObjects, plantedTexts } from './plant.ts';
import { expectNone, layOut, watch } from './watching.ts';

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

/** Each is asked in this process, and so many by the program, which prints what it is told. */
const STARTED = 3;

/** All that a reading of it says, as it is printed. */
async function saidOf(folder: string): Promise<string> {
  const { source, close } = openKustomization(folder);
  const texts: string[] = [];
  const options = {
    kinds: ALL_KINDS.map((kind) => ({ kind, everywhere: true, namespaces: [] })),
    evidence: [],
    namespaces: [],
    watch: false,
  };
  for await (const event of source.stream(options, new AbortController().signal))
    if (event.type === 'message') texts.push(printable(event.text));
  await close();
  return texts.join('\n');
}

test('texts: whatever kustomize complains of', async () => {
  const { run } = watch(home);
  for (const [at, [name, text]] of [...plantedTexts()].entries()) {
    const folder = layOut(home, `k-${at}`, new Map([[name, text]]));
    writeFileSync(join(folder, 'kustomization.yaml'), stringify({ resources: [name] }));
    expectNone(await saidOf(folder), `what a reading of ${name} says`);
    if (at >= STARTED) continue;
    const { code } = await run(['scan', '-k', folder, '-v', '9', '-o', 'wide']);
    expect([0, 2, 3]).toContain(code);
  }
});

test('a baseline that holds one is refused without showing it', async () => {
  const { run } = watch(home);
  for (const [at, text] of [...plantedTexts().values()].entries()) {
    const file = join(home.folder, `baseline-${at}.yaml`);
    writeFileSync(file, text);
    const loaded = () => loadBaseline({ flags: { text: () => file } as unknown as Flags });
    expect(loaded).toThrow(CliError);
    expectNone(printable(messageOf(loaded)), `what is said of ${file}`);
    if (at >= STARTED) continue;
    const { code } = await run(['scan', '--sample', '--baseline', file, '-q', '-o', 'name']);
    expect(code).toBe(2);
  }
});

function messageOf(work: () => unknown): string {
  try {
    work();
    return '';
  } catch (error) {
    return errorText(error);
  }
}

test('what a server says and what a kubeconfig holds: version, completion, attest, history', async () => {
  const { run } = watch(home);
  let said = '';
  const { url } = await fakeServer((_, response) => refusal(response, 403, 'Forbidden', said));
  const cluster = [`--server=${url}`, `--token=${canaryText('token', 7)}`, '--show-requests'];
  const commands = [
    ['version', ...cluster, '-v', '9'],
    ['attest', 'authentication/mfa', '--verdict', 'pass', '--by', 'ann', '--evidence', 'seen', ...cluster],
    ['history', ...cluster],
    ['__complete', 'scan', `--server=${url}`, '-n', ''],
  ];
  // All of them say it in one way: a message is told by one of them, and in the next round by another.
  for (const [at, { form, canary }] of draw(MESSAGES).entries()) {
    said = form.say(canary);
    await run(commands[(at + Math.floor(at / MESSAGES.length)) % commands.length] ?? []);
  }
  await run(['rbac', '--for', 'apply', '-o', 'yaml']);
  await run(['explain', 'ingress/tls', '-o', 'yaml']);
});

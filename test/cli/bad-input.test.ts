/** Bad input from end to end: one message with what and where, the decided exit code, no crash, never a clean bill. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createHome, type Ended } from '../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: ns}\nspec:\n  containers:\n  - {name: c, image: i, securityContext: {privileged: true}}\n';
const BOMB = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 9 }, (_, index) => {
  const [name, before] = [String.fromCharCode(98 + index), String.fromCharCode(97 + index)];
  return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
}).join('\n')}\n`;

function expectProblem({ code, stderr, stdout }: Ended, message: RegExp): void {
  expect(code, stderr).toBe(3);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at |node:internal|Error:/);
  expect(`${stdout}${stderr}`).not.toMatch(/^No findings\.$/m);
}

test.each([
  ['nothing', '', /^error: standard input: it is empty/m],
  ['a truncated document', POD.slice(0, 100), /^error: standard input: document 1, line \d+: /m],
  ['binary', Uint8Array.from({ length: 512 }, (_, index) => (index * 7) % 256), /^error: standard input: /m],
  ['an alias bomb', BOMB, /^error: standard input: document 1, line \d+: /m],
  [
    'a key that is there twice',
    'apiVersion: v1\nkind: Pod\nkind: Pod\nmetadata: {name: a}\n',
    /^error: standard input: document 1, line 3: /m,
  ],
  [
    'a number where an object belongs',
    'apiVersion: v1\nkind: Pod\nmetadata: 7\n',
    /^error: standard input: document 1, line \d+: /m,
  ],
  [
    'JSON that ends early',
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":',
    /^error: standard input: document 1, line \d+: /m,
  ],
])('%s on stdin', async (_what, stdin, message) => {
  expectProblem(await home.run(['scan', '-f', '-'], { stdin }), message);
});

test('one broken document hides no other', async () => {
  const ended = await home.run(['scan', '-f', '-', '-o', 'wide'], {
    stdin: `${POD}---\nkind: [\n---\n${POD.replaceAll('name: a', 'name: b')}`,
  });
  expectProblem(ended, /^error: standard input: document 2, line \d+: /m);
  expect(ended.stdout).toContain('pod/a');
  expect(ended.stdout).toContain('pod/b');
});

interface Report {
  readonly coverage: readonly { readonly kind: string; readonly namespace: string | null; readonly state: string }[];
  readonly checks: readonly { readonly id: string; readonly status: string }[];
  readonly items: readonly { readonly title: string; readonly status: string }[];
  readonly findings: readonly { readonly check: string }[];
}

function isHolding({ status }: { readonly status: string }): boolean {
  return status === 'pass' || status === 'not-applicable';
}

async function scanOf(stdin: string): Promise<Report> {
  return JSON.parse((await home.run(['scan', '-f', '-', '-o', 'json'], { stdin })).stdout) as Report;
}

/** What is about a running cluster or a connection is about no manifest, readable or not. */
let aboutNone: Promise<ReadonlySet<string>> | undefined;

async function neverAsked(): Promise<ReadonlySet<string>> {
  const { checks } = await scanOf(SAFE);
  return new Set(checks.filter(({ status }) => status === 'not-applicable').map(({ id }) => id));
}

const SAFE = POD.replace('securityContext: {privileged: true}', 'securityContext: {privileged: false}');

test.each([
  ['partly unreadable manifests', `${SAFE}---\nkind: [\n`],
  ['manifests of which nothing is readable', 'kind: [\n'],
  ['manifests without an object', '# nothing\n'],
])('in a report on %s nothing holds', async (_what, stdin) => {
  const { code, stdout } = await home.run(['scan', '-f', '-', '-o', 'json'], { stdin });
  expect(code).toBe(3);
  const { checks, items, coverage } = JSON.parse(stdout) as Report;
  expect(items.filter(isHolding)).toEqual([]);
  aboutNone ??= neverAsked();
  const never = await aboutNone;
  expect(checks.filter((each) => isHolding(each) && !never.has(each.id))).toEqual([]);
  expect(coverage.filter(({ state }) => state === 'full')).toEqual([]);
});

test('with a namespace named nothing holds in it either', async () => {
  const stdin = `${SAFE}---\nkind: [\n`;
  const { code, stdout } = await home.run(['scan', '-f', '-', '-n', 'ns', '-o', 'json'], { stdin });
  expect(code).toBe(3);
  const { checks } = JSON.parse(stdout) as Report;
  expect(checks.filter(({ status }) => status === 'pass')).toEqual([]);
  expect(checks.find(({ id }) => id === 'workloads/privileged')?.status).toBe('unknown');
});

test('what was found in the readable part of manifests stays found', async () => {
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: ns}\n';
  const report = async (stdin: string): Promise<Report> =>
    JSON.parse((await home.run(['scan', '-f', '-', '-o', 'json'], { stdin })).stdout);
  const found = async (stdin: string): Promise<ReadonlySet<string>> =>
    new Set((await report(stdin)).findings.map(({ check }) => check));
  const whole = await found(`${namespace}---\n${POD}`);
  const part = await found(`${namespace}---\n${POD}---\nkind: [\n`);
  expect([...part].sort()).toEqual([...whole].sort());
});

test('a checklist of partly unreadable manifests shows nothing as holding', async () => {
  const { stdout } = await home.run(['scan', '-f', '-', '--checklist'], { stdin: `${SAFE}---\nkind: [\n` });
  expect(stdout).not.toMatch(/holds|pass/);
});

test('unreadable documents beat findings in the exit code', async () => {
  const ended = await home.run(['scan', '-f', '-', '--fail-on', 'low'], { stdin: `${POD}---\nkind: [\n` });
  expect(ended.code).toBe(3);
  expect((await home.run(['scan', '-f', '-', '--fail-on', 'low'], { stdin: POD })).code).toBe(1);
});

test('what manifests cannot tell does not stop a pipeline, and is said', async () => {
  const stdin = POD.replace('privileged: true', 'runAsUser: 7');
  const { code, stderr } = await home.run(['scan', '-f', '-', '--fail-on', 'critical'], { stdin });
  expect(code).toBe(0);
  expect(stderr).toMatch(/^\d+ checks are unknown, not passed/m);
});

test('a missing file, an empty folder and a file among others are each named', async () => {
  const empty = join(home.folder, 'empty');
  mkdirSync(empty);
  const good = join(home.folder, 'good.yaml');
  writeFileSync(good, POD);
  expectProblem(await home.run(['scan', '-f', join(home.folder, 'nope.yaml')]), /^error: .*nope\.yaml: /m);
  expectProblem(await home.run(['scan', '-f', empty]), /^error: .*empty/m);
  const both = await home.run(['scan', '-f', `${good},${join(home.folder, 'nope.yaml')}`]);
  expectProblem(both, /^error: .*nope\.yaml: /m);
  expect(both.stdout).toContain('Pod ns/a');
});

test('undo goes by the paths of its journal, whatever cannot be read beside them', async () => {
  const folder = join(home.folder, 'partly');
  mkdirSync(folder);
  const file = join(folder, 'good.yaml');
  const pod = '{spec: {containers: [{name: c, image: i, securityContext: {runAsUser: 7}}]}}';
  const text = `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: ns}\nspec:\n  template: ${pod}\n`;
  writeFileSync(file, text);
  writeFileSync(join(folder, 'broken.yaml'), 'kind: [\n');
  expect((await home.run(['--apply', '-f', folder, '--yes'])).code).toBe(3);
  expect(readFileSync(file, 'utf8')).not.toBe(text);
  const ended = await home.run(['undo', '-f', folder, '--yes']);
  expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining('Undone: 1 object is as before run') });
  expect(readFileSync(file, 'utf8')).toBe(text);
  const again = await home.run(['undo', '-f', folder, '--yes']);
  expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('Nothing to undo') });
});

test('10,000 documents are read, each for itself', async () => {
  const stdin = Array.from({ length: 10_000 }, (_, index) => POD.replace('name: a', `name: p${index}`)).join('---\n');
  const { code, stdout } = await home.run(['scan', '-f', '-', '--check', 'workloads/privileged', '-o', 'json'], {
    stdin,
  });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).findings).toHaveLength(10_000);
});

test('a document of 50 MB is read like any other', async () => {
  const big = POD.replace('image: i,', `image: i, env: [{name: E, value: "${'x'.repeat(50 * 1024 * 1024)}"}],`);
  const stdin = `${big}---\n${POD.replace('name: a', 'name: b')}`;
  const { code, stdout, stderr } = await home.run(['scan', '-f', '-', '-o', 'wide'], { stdin });
  expect(stderr).not.toMatch(/^error: /m);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^critical +workloads\/privileged +ns +pod\/a /m);
  expect(stdout).toMatch(/^critical +workloads\/privileged +ns +pod\/b /m);
});

test('kinds that nobody knows are scanned where they carry a pod template', async () => {
  const stdin =
    'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: t, namespace: ns}\nspec:\n  template:\n    spec:\n      containers:\n      - {name: c, image: i, securityContext: {privileged: true}}\n';
  const { code, stdout } = await home.run(['scan', '-f', '-', '-o', 'wide', '--check', 'workloads/privileged'], {
    stdin,
  });
  expect(code).toBe(0);
  expect(stdout).toContain('thing.example.com/t');
});

test.each([
  ['no kubeconfig anywhere', ['scan'], undefined, /^error: no kubeconfig was found/m],
  [
    'a kubeconfig that is not there',
    ['scan', '--kubeconfig', '/nope'],
    undefined,
    /^error: the kubeconfig \/nope does not exist/m,
  ],
  ['a kubeconfig that is no YAML', ['scan'], 'clusters: [', /^error: .*no-kubeconfig/m],
  ['a context that is not there', ['scan', '--context', 'nope'], 'contexts: []\n', /^error: .*nope/m],
  [
    'a refused connection',
    ['scan', '--server', 'http://127.0.0.1:1'],
    undefined,
    /^error: cannot reach http:\/\/127\.0\.0\.1:1.*: connection refused/m,
  ],
])('%s', async (_what, args, kubeconfig, message) => {
  const env: Record<string, string> = {};
  if (kubeconfig !== undefined) {
    env.KUBECONFIG = join(home.folder, 'broken-no-kubeconfig');
    writeFileSync(env.KUBECONFIG, kubeconfig);
  }
  expectProblem(await home.run(args, { env }), message);
});

test.each([
  [401, '{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Unauthorized","code":401}', /^error: /m],
  [500, 'oops \u001b[2J', /^error: /m],
  [200, '<html>not an API server</html>', /^error: /m],
])('a server that answers %i with %j', async (status, body, message) => {
  const server = createServer((_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(body),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const ended = await home.run(['scan', '--server', `http://127.0.0.1:${port}`]);
    expectProblem(ended, message);
    expect(ended.stderr).not.toContain('\u001b');
  } finally {
    server.close();
  }
});

test('answers that cannot be read are an error with the file named, not forgotten answers', async () => {
  const records = join(home.folder, 'records.yaml');
  writeFileSync(records, 'kind: Records\nattestations: [{check: 7}]\n');
  const { code, stderr } = await home.run(['scan', '--sample', '--records', records]);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/^error: .*records\.yaml/m);
});

test('a configuration that cannot be understood is an error with the field named', async () => {
  const config = join(home.folder, 'bad-config');
  mkdirSync(join(config, 'kubectl-harden'), { recursive: true });
  writeFileSync(join(config, 'kubectl-harden', 'config.yaml'), 'contexts: {a: {mode: never}}\n');
  const { code, stderr } = await home.run(['scan', '--sample'], { env: { XDG_CONFIG_HOME: config } });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: .*config\.yaml: line 1: contexts\.a\.mode/m);
});

test('an object in the line of its marker is an error of its document, never skipped', async () => {
  const folder = join(home.folder, 'marker');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'a.yaml'),
    '--- {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: b}]}}\n',
  );
  const { code, stderr } = await home.run(['scan', '-f', folder]);
  expect(stderr).toContain('only spaces and a comment may follow ---');
  expect(code).toBe(3);
});

test('an empty namespace is none', async () => {
  const stdin = POD.replace('metadata:', 'metadata: {namespace: "", name: a} #');
  const { stderr } = await home.run(['scan', '-f', '-'], { stdin });
  expect(stderr).not.toContain('not a valid namespace');
  expect(stderr).toContain('names no namespace');
});

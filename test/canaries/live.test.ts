/** No credential of a cluster, of its answers or of a kubeconfig is in anything that the program says, keeps or hands on. */
import { chmodSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KINDS } from '../../src/kube/kinds.ts';
import { json, refusal } from '../sources/live/fake-server.ts';
import { config, folder, write } from '../sources/live/setting.ts';
import { createHome, type Home } from '../support/program.ts';
import { type StubCluster, stubCluster } from '../support/stub-cluster.ts';
import { canaryText } from './canary.ts';
import type { Planted } from './forms/form.ts';
import { MESSAGES } from './forms/messages.ts';
import { draw, PATIENCE_MS, plantedObjects } from './plant.ts';
import { watch } from './watching.ts';

vi.setConfig({ testTimeout: PATIENCE_MS });

let home: Home;
beforeEach(() => {
  home = createHome();
});
afterEach(() => home.remove());

/** By kind, as the API server names their collections. */
const PLACES = new Map(
  Object.values(KINDS).map(({ kind, group, version, plural, namespaced }) => [
    kind,
    { base: group === '' ? `/api/${version}` : `/apis/${group}/${version}`, plural, namespaced },
  ]),
);

function store({ objects }: StubCluster, object: Planted): void {
  const place = PLACES.get(String(object.kind) as never);
  const metadata = object.metadata as { name?: string; namespace?: string } | undefined;
  if (place === undefined || metadata?.name === undefined) return;
  const path = `${place.base}${place.namespaced ? `/namespaces/${metadata.namespace}` : ''}/${place.plural}/${metadata.name}`;
  objects.set(path, { ...object, metadata: { ...metadata, uid: `uid-${path}`, resourceVersion: '1' } });
}

/** What asks for rights in another way than by single questions is told that there is none. */
const noReviews: StubCluster['intercept'] = ({ method, path, body }, response) => {
  const isOther =
    method === 'POST' &&
    !path.endsWith('/selfsubjectaccessreviews') &&
    (body as { metadata?: unknown } | undefined)?.metadata === undefined;
  if (isOther) refusal(response, 404, 'NotFound', 'there is none');
  return isOther;
};

async function clusterOf(
  objects: readonly Planted[],
): Promise<{ readonly cluster: StubCluster; readonly kubeconfig: string }> {
  const cluster = await stubCluster();
  for (const object of objects) store(cluster, object);
  cluster.intercept = (seen, response) => noReviews(seen, response);
  return { cluster, kubeconfig: write(folder(), 'config', config(cluster.url)) };
}

const ALL = ['-A', '--max-disruption', 'access', '--allow-managed', '-v', '9'];

test('objects of a cluster: no scan shows one', async () => {
  const { kubeconfig } = await clusterOf(plantedObjects());
  await watch(home).run(['scan', '--kubeconfig', kubeconfig, '-o', 'wide', '-v', '9']);
});

/** A program sends a few requests a second, and a run some for each object: not all forms are applied each time. */
const APPLIED = process.env.CANARIES === undefined ? 30 : undefined;
/** Of one cluster. Programs wait for most of a run: several runs are under way at once, each with a home of its own. */
const IN_ONE = 60;

function parts<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}

async function applyAndUndo(objects: readonly Planted[]): Promise<number> {
  const { cluster, kubeconfig } = await clusterOf(objects);
  const home = createHome();
  try {
    const { run, witness, witnessed } = watch(home);
    const at = ['--kubeconfig', kubeconfig];
    await run(['--apply', '--dry-run', ...ALL, ...at], { env: witness });
    expect(witnessed()).toMatch(/object-\d/);
    await run(['--apply', '--yes', ...ALL, ...at]);
    await run(['history', ...at, '-o', 'yaml']);
    await run(['undo', '--yes', '--partial', ...at]);
    return cluster.writes().length;
  } finally {
    home.remove();
  }
}

test('objects of a cluster: no run and no undo shows one', async () => {
  const objects = plantedObjects(APPLIED);
  let writes = 0;
  for (const some of parts(parts(objects, IN_ONE), 4))
    for (const each of await Promise.all(some.map(applyAndUndo))) writes += each;
  expect(writes).toBeGreaterThan(Math.min(objects.length / 2, 20));
});

test('answers of a server: warnings, denials and errors repeat none', async () => {
  const { cluster, kubeconfig } = await clusterOf(plantedObjects(20));
  const { run } = watch(home);
  const said = draw(MESSAGES, Math.max(MESSAGES.length, 40)).map(({ form, canary }) => form.say(canary));
  const codes = [403, 422, 500, 409] as const;
  let turn = 0;
  cluster.intercept = (seen, response) => {
    const { method, path } = seen;
    const text = said[turn++ % said.length] ?? '';
    const header = text.replace(/\n/g, ' ').replace(/(["\\])/g, '\\$1');
    if (method === 'GET') response.setHeader('warning', `299 - "${header}"`);
    const isWrite = method === 'PATCH' || (method === 'POST' && !path.includes('/selfsubject'));
    const isRefused = isWrite ? turn % 4 !== 0 : method === 'GET' && /\/(services|nodes)$/.test(path);
    if (isRefused) refusal(response, codes[turn % 3] ?? 403, 'Forbidden', text);
    return isRefused || noReviews(seen, response);
  };
  const at = ['--kubeconfig', kubeconfig];
  await run(['scan', ...at, '-o', 'json', '-v', '9']);
  await run(['--apply', '--dry-run', ...ALL, ...at]);
  await run(['--apply', '--yes', ...ALL, ...at]);
  cluster.intercept = (_, response) => {
    response.writeHead(502, { 'content-type': 'text/plain' });
    response.end(said[turn++ % said.length]);
    return true;
  };
  await run(['scan', ...at, '-v', '9']);
});

const SECRET = canaryText('word', 4711);
const OPAQUE = canaryText('opaque', 4712);
const URL_OF_NOBODY = 'https://127.0.0.1:1';
/** What a plugin says itself goes to the terminal untouched, as with kubectl: somebody may have to answer it. */
const PLUGIN = '#!/bin/sh\nexit 1\n';

interface Case {
  readonly server?: string;
  readonly user?: object;
  readonly cluster?: object;
  readonly text?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const CASES: Readonly<Record<string, Case>> = {
  'a server with a password': { server: `https://kim:${SECRET}@127.0.0.1:1` },
  'a server that is no address': { server: `https://kim:${SECRET}@[::1` },
  'a proxy with a password': { cluster: { 'proxy-url': `http://kim:${SECRET}@127.0.0.1:1` } },
  'a proxy that is no address': { cluster: { 'proxy-url': `gopher://kim:${SECRET}@127.0.0.1:1` } },
  'a proxy of the environment': { env: { HTTPS_PROXY: `http://kim:${SECRET}@127.0.0.1:1` } },
  'a token': { user: { token: SECRET } },
  'a token with a line end': { user: { token: `${SECRET}\nx` } },
  'a user name and a password': { user: { username: 'kim', password: SECRET } },
  'a key that is none': { user: { 'client-key-data': SECRET, 'client-certificate-data': SECRET } },
  'a file that is not there': { user: { tokenFile: `/nowhere/${canaryText('token', 4713)}` } },
  'arguments and variables of a plugin': {
    user: {
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: 'PLUGIN',
        args: ['--token', SECRET],
        env: [{ name: 'CODE', value: OPAQUE }],
        interactiveMode: 'Never',
        installHint: `visit https://kim:${SECRET}@a.example.com`,
      },
    },
  },
  'a plugin of an old kind': { user: { 'auth-provider': { name: 'oidc', config: { 'id-token': SECRET } } } },
  'text that does not parse': { text: `users: [{user: {token: *${SECRET}}}]` },
  'text with a tag': { text: `users: [{user: {token: !${SECRET} x}}]` },
  'a member of another type': { text: JSON.stringify({ users: [{ name: 'a', user: SECRET }], clusters: SECRET }) },
  flags: { args: ['--token', SECRET, '--server', `https://kim:${SECRET}@127.0.0.1:1`, '--password', SECRET] },
};

test.each(Object.entries(CASES))('a kubeconfig with %s: no message repeats it', async (_, each) => {
  const root = folder();
  const plugin = write(root, 'plugin', PLUGIN);
  chmodSync(plugin, 0o755);
  const made = config(each.server ?? URL_OF_NOBODY, each.user, each.cluster);
  const kubeconfig = write(root, 'config', (each.text ?? JSON.stringify(made)).replace('PLUGIN', plugin));
  const { run } = watch(home);
  const ended = await run(['scan', '--kubeconfig', kubeconfig, ...(each.args ?? []), '-v', '9'], {
    env: each.env ?? {},
  });
  expect(ended.code).not.toBe(0);
  expect(ended.stderr).toContain('error: ');
});

test('a server that repeats the token it was sent', async () => {
  const cluster = await stubCluster({ tls: 'server' });
  const token = SECRET;
  const kubeconfig = write(folder(), 'config', config(cluster.url, { token }, { 'insecure-skip-tls-verify': true }));
  const { run } = watch(home);
  for (const code of [400, 401, 403, 500]) {
    cluster.intercept = ({ headers }, response) => {
      response.setHeader('warning', `299 - "you sent ${headers.authorization}"`);
      if (code === 400) json(response, { items: [] });
      else
        refusal(response, code, 'Odd', `cannot use ${headers.authorization?.slice(7)} here (${headers.authorization})`);
      return true;
    };
    await run(['scan', '--kubeconfig', kubeconfig, '-v', '9']);
  }
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { KINDS } from '../../../src/kube/kinds.ts';
import { requests } from '../../support/requests.ts';
import { CERTS, fakeServer, greeting, json, pem, refusal } from './fake-server.ts';
import { config, connectWith, folder, quickClock, write } from './setting.ts';

const TRUST = { 'certificate-authority': path.join(CERTS, 'ca.pem') };
const V1 = 'client.authentication.k8s.io/v1';

interface Plugin {
  readonly exec: object;
  /** What each run was given. */
  runs(): readonly { readonly info: Record<string, unknown>; readonly env: string; readonly args: string }[];
}

/** A plugin that writes down its runs and prints `print`, a shell text in which $n is the number of the run. */
function plugin(print: string, more: object = {}): Plugin {
  const root = folder();
  const log = path.join(root, 'log');
  const command = write(
    root,
    'login',
    `#!/bin/sh
printf '%s\\t%s\\t%s\\n' "$KUBERNETES_EXEC_INFO" "$GREETING" "$*" >>'${log}'
n=$(wc -l <'${log}' | tr -d ' ')
${print}
`,
    0o755,
  );
  return {
    exec: { apiVersion: V1, command, interactiveMode: 'IfAvailable', ...more },
    runs: () =>
      readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split('\t'))
        .map(([info = '', env = '', args = '']) => ({ info: JSON.parse(info), env, args })),
  };
}

function credential(status: object): string {
  return `cat <<END\n${JSON.stringify({ apiVersion: V1, kind: 'ExecCredential', status })}\nEND`;
}

async function drained(connection: Awaited<ReturnType<typeof connectWith>>): Promise<void> {
  const kinds = requests(...(Object.keys(KINDS) as (keyof typeof KINDS)[]));
  const stream = { kinds, evidence: [], namespaces: [], watch: false } as const;
  for await (const _ of connection.source.stream(stream, new AbortController().signal));
}

const EMPTY_LIST = { kind: 'List', metadata: { resourceVersion: '1' }, items: [] };

test('a plugin runs once for all requests, and is told about the cluster and its environment', async () => {
  const server = await fakeServer(
    greeting((_, response) => json(response, EMPTY_LIST)),
    { tls: 'server' },
  );
  const made = plugin(credential({ token: 'token-$n' }), {
    provideClusterInfo: true,
    args: ['get', 'token'],
    env: [{ name: 'GREETING', value: 'hello' }],
  });
  const extension = { name: 'client.authentication.k8s.io/exec', extension: { audience: 'x' } };
  const connection = await connectWith(config(server.url, { exec: made.exec }, { ...TRUST, extensions: [extension] }));
  await drained(connection);
  expect(new Set(server.seen.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer token-1']));
  expect(server.seen.length).toBeGreaterThan(18);
  expect(made.runs()).toEqual([
    {
      info: {
        kind: 'ExecCredential',
        apiVersion: V1,
        spec: {
          interactive: false,
          cluster: {
            server: server.url,
            'certificate-authority-data': btoa(pem('ca.pem')),
            config: { audience: 'x' },
          },
        },
      },
      env: 'hello',
      args: 'get token',
    },
  ]);
});

test('without provideClusterInfo the plugin is told nothing about the cluster', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const made = plugin(credential({ token: 't' }));
  await connectWith(config(server.url, { exec: made.exec }, TRUST));
  expect(made.runs()[0]?.info).toEqual({ kind: 'ExecCredential', apiVersion: V1, spec: { interactive: false } });
});

test('a plugin may use the terminal while no screen is on it, unless it says that it never does', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const hooks = { hasScreen: () => false, isTerminal: () => true };
  const interactive: unknown[] = [];
  for (const interactiveMode of ['Always', 'IfAvailable', 'Never']) {
    const made = plugin(credential({ token: 't' }), { interactiveMode });
    await connectWith(config(server.url, { exec: made.exec }, TRUST), { hooks });
    interactive.push(made.runs()[0]?.info.spec);
  }
  expect(interactive).toEqual([{ interactive: true }, { interactive: true }, { interactive: false }]);
});

test('a credential is kept until it expires, then the plugin runs again', async () => {
  const clock = { ...quickClock(), wall: () => now };
  let now = Date.parse('2030-01-01T00:00:00Z');
  const server = await fakeServer(
    greeting((_, response) => json(response, EMPTY_LIST)),
    { tls: 'server' },
  );
  const made = plugin(credential({ token: 'token-$n', expirationTimestamp: '2030-01-01T00:10:00Z' }));
  const connection = await connectWith(config(server.url, { exec: made.exec }, TRUST), { clock });
  now += 9 * 60_000;
  await drained(connection);
  expect(made.runs().length).toBe(1);
  now += 2 * 60_000;
  await connection.target
    .read({ apiVersion: 'v1', kind: 'Node', name: 'n' }, new AbortController().signal)
    .catch(() => 0);
  expect(made.runs().length).toBe(2);
  expect(server.seen.at(-1)?.headers.authorization).toBe('Bearer token-2');
});

test('after a 401 the plugin runs again, once, however many requests were refused', async () => {
  let accepted = 'Bearer token-1';
  const server = await fakeServer(
    (seen, response) =>
      seen.headers.authorization === accepted
        ? greeting((_, answer) => json(answer, EMPTY_LIST))(seen, response)
        : refusal(response, 401, 'Unauthorized', 'Unauthorized'),
    { tls: 'server' },
  );
  const made = plugin(credential({ token: 'token-$n' }));
  const connection = await connectWith(config(server.url, { exec: made.exec }, TRUST));
  accepted = 'Bearer token-2';
  const ref = { apiVersion: 'v1', kind: 'Node', name: 'n' };
  const signal = new AbortController().signal;
  await Promise.allSettled([1, 2, 3].map(() => connection.target.read(ref, signal)));
  expect(made.runs().length).toBe(2);
  expect(server.seen.at(-1)?.headers.authorization).toBe('Bearer token-2');
});

test('a 401 that arrives after the plugin has run again is of the old credential: the request goes again, the plugin does not', async () => {
  let accepted = 'Bearer token-1';
  const renewed = Promise.withResolvers<void>();
  const server = await fakeServer(
    async (seen, response) => {
      if (seen.headers.authorization === 'Bearer token-2') renewed.resolve();
      if (seen.headers.authorization === accepted)
        return greeting((_, answer) => json(answer, { kind: 'Node', apiVersion: 'v1' }))(seen, response);
      if (seen.path.endsWith('/held')) await renewed.promise;
      refusal(response, 401, 'Unauthorized', 'Unauthorized');
    },
    { tls: 'server' },
  );
  const made = plugin(credential({ token: 'token-$n' }));
  const connection = await connectWith(config(server.url, { exec: made.exec }, TRUST));
  accepted = 'Bearer token-2';
  const signal = new AbortController().signal;
  const read = (name: string) => connection.target.read({ apiVersion: 'v1', kind: 'Node', name }, signal);
  await Promise.allSettled([read('held'), read('other')]);
  expect(made.runs().length).toBe(2);
  const answered = server.seen.filter(({ headers }) => headers.authorization === 'Bearer token-2');
  expect(answered.map(({ path }) => path.split('/').at(-1)).toSorted()).toEqual(['held', 'other']);
});

test('a client certificate from a plugin is shown to the server', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const root = folder();
  const status = { clientCertificateData: pem('client.pem'), clientKeyData: pem('client.key') };
  const answer = write(root, 'answer', { apiVersion: V1, kind: 'ExecCredential', status });
  const made = plugin(`cat '${answer}'`);
  await connectWith(config(server.url, { exec: made.exec }, TRUST));
  expect(server.seen.at(-1)?.peer).toBe('jane');
});

test('what a plugin says on stderr reaches the person, without control sequences', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const said: string[] = [];
  const made = plugin(`printf 'open \\033[31mhttps://login\\n' >&2\n${credential({ token: 't' })}`);
  await connectWith(config(server.url, { exec: made.exec }, TRUST), {
    hooks: { onWarning: (text) => said.push(text) },
  });
  expect(said).toEqual([expect.stringMatching(/login: open https:\/\/login$/)]);
});

const FAILURES: readonly (readonly [string, string, object, string])[] = [
  [
    'fails',
    'echo "token canary-7f3a is bad" >/dev/null; echo "no session" >&2; exit 3',
    {},
    'failed with exit code 3: no session.',
  ],
  ['prints no JSON', 'echo canary-7f3a', {}, 'returned no usable credential: its output is not JSON.'],
  ['prints something else', 'echo {}', {}, 'its output is not an ExecCredential.'],
  [
    'answers in another version',
    credential({ token: 't' }),
    { apiVersion: 'client.authentication.k8s.io/v1beta1' },
    'its apiVersion is not client.authentication.k8s.io/v1beta1.',
  ],
  [
    'expires at no time',
    credential({ token: 'canary', expirationTimestamp: 'tomorrow' }),
    {},
    'its expirationTimestamp is not a time.',
  ],
  ['gives nothing', credential({}), {}, 'its status has neither a token nor a certificate with its key.'],
  [
    'is of an old version',
    'true',
    { apiVersion: 'client.authentication.k8s.io/v1alpha1' },
    'has the apiVersion client.authentication.k8s.io/v1alpha1: client.authentication.k8s.io/v1 or v1beta1 is required.',
  ],
  [
    'must ask',
    'true',
    { interactiveMode: 'Always' },
    'needs a terminal to ask for input. Run "kubectl get --raw /version" in one',
  ],
  [
    'is not there',
    'true',
    { command: 'no-such-plugin-here', installHint: 'Get it from example.com.' },
    'the credential plugin no-such-plugin-here was not found. Get it from example.com.',
  ],
];

test.each(FAILURES)('a plugin that %s is one sentence', async (_, print, more, message) => {
  const made = plugin(print, more);
  const error = await connectWith(config('https://127.0.0.1:1', { exec: made.exec })).catch((thrown: Error) => thrown);
  expect((error as Error).message).toContain(message);
  expect((error as Error).message).not.toContain('canary');
});

test('on a screen each line of a plugin is shown as it comes, and a prompt that does not end its line too', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const root = folder();
  const answer = JSON.stringify({ apiVersion: V1, kind: 'ExecCredential', status: { token: 't' } });
  // It ends only when what it said was seen.
  const script = `printf 'visit https://sign.in\\nagain:' >&2; while [ ! -f ${root}/seen ]; do sleep 0.05; done; echo '${answer}'`;
  const exec = { apiVersion: V1, command: 'sh', args: ['-c', script], interactiveMode: 'Never' };
  const told: string[] = [];
  const hooks = {
    hasScreen: () => true,
    onWarning: (text: string) => {
      told.push(text);
      if (text.includes('again')) write(root, 'seen', '');
    },
  };
  await connectWith(config(server.url, { exec }, TRUST), { hooks });
  expect(told).toEqual(['sh: visit https://sign.in', 'sh: again:']);
});

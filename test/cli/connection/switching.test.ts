/** Another context without leaving the walk: the real program on a terminal, and what servers are asked. */
import { afterAll, expect, test } from 'vitest';
import { CERTS } from '../../sources/live/fake-server.ts';
import { config, folder, write } from '../../sources/live/setting.ts';
import { createHome, PROGRAM } from '../../support/program.ts';
import { type Pty, startPty } from '../../support/pty.ts';
import { type StubCluster, stubCluster } from '../../support/stub-cluster.ts';

const home = createHome();
afterAll(() => home.remove());

interface Two {
  readonly one: StubCluster;
  readonly other: StubCluster;
  readonly kubeconfig: string;
}

const LISTS = ['clusters', 'users', 'contexts'];

function merged(...configs: readonly object[]): object {
  const parts = configs as readonly Record<string, object[]>[];
  const lists = LISTS.map((list) => [list, parts.flatMap((part) => part[list] ?? [])]);
  return { ...configs[0], ...Object.fromEntries(lists) };
}

async function two(...more: readonly object[]): Promise<Two> {
  const [one, other] = [await stubCluster(), await stubCluster({ uid: 'uid-of-another' })];
  const both = merged(config(one.url, { token: 'one-token' }, {}, 'one'), config(other.url, {}, {}, 'other'), ...more);
  return { one, other, kubeconfig: write(folder(), 'both', both) };
}

async function walkIn(kubeconfig: string, words: readonly string[] = []): Promise<Pty> {
  const pty = startPty(process.execPath, [PROGRAM, '--kubeconfig', kubeconfig, ...words], {
    env: home.env,
    columns: 120,
  });
  await pty.waitFor('LIVE');
  return pty;
}

test('the old server is asked nothing after the switch, the new one nothing before, and each has its own state', async () => {
  const { one, other, kubeconfig } = await two();
  const pty = await walkIn(kubeconfig, ['--read-only', '-n', 'shop']);
  pty.send('\r');
  await pty.waitFor('to decide');
  expect([other.connections(), other.seen]).toEqual([0, []]);
  pty.send(':ctx o');
  await pty.waitFor(':ctx o▌  other');
  pty.send('ther\r');
  await pty.waitFor(/harden +other\b[\s\S]*First results/);
  const askedOfOne = one.seen.length;
  await pty.waitFor('READ-ONLY');
  await pty.waitFor('LIVE');
  pty.send('\r');
  await pty.waitFor('to decide');
  expect(other.seen.length).toBeGreaterThan(10);
  expect(other.seen.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  expect(other.seen.some(({ path }) => path.startsWith('/api/v1/namespaces/shop/'))).toBe(true);
  expect(one.seen.length).toBe(askedOfOne);
  pty.send(':');
  await pty.waitFor(':▌');
  pty.send('\u001b[A');
  await pty.waitFor(':ctx other▌');
  pty.send('\u0015ctx -\r');
  await pty.waitFor(/harden +one\b/);
  const askedOfOther = other.seen.length;
  await pty.waitFor('continues where you left off');
  await pty.waitFor('LIVE');
  expect(one.seen.length).toBeGreaterThan(askedOfOne);
  expect(other.seen.length).toBe(askedOfOther);
  pty.send('q');
  expect(await pty.exit).toBe(0);
  expect(pty.screen.isAlternate).toBe(false);
  expect(pty.text()).not.toContain('--context other');
  expect([one.writes(), other.writes()]).toEqual([[], []]);
});

test('consent names the server of the context, and the plan of the other one stays behind', async () => {
  const { other, kubeconfig } = await two();
  const pty = await walkIn(kubeconfig, ['--set', 'hygiene/quota.memory=64Gi']);
  pty.send('\r');
  await pty.waitFor('to decide');
  pty.send('a');
  await pty.waitFor(/plan [1-9]/);
  pty.send(':ctx other\r');
  await pty.waitFor(/harden +other\b[\s\S]*First results/);
  await pty.waitFor('Not used in other, for they are about the context before: values of --set for changes.');
  await pty.waitFor('LIVE');
  pty.send('\r');
  await pty.waitFor('plan 0');
  pty.send('a');
  await pty.waitFor(/plan [1-9]/);
  pty.send('A');
  await pty.waitFor(`Apply to other at ${other.url} as jane?`);
  pty.send('\u001b');
  await pty.waitFor('to decide');
  pty.send(':ctx one\r');
  await pty.waitFor(/harden +one\b/);
  await pty.waitFor('LIVE');
  pty.send('\r');
  await pty.waitFor(/plan [1-9]/);
  pty.send('q');
  expect(await pty.exit).toBe(0);
});

test('a context that is not there, or leads nowhere, leaves a way back', async () => {
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'no-such-plugin', interactiveMode: 'Never' };
  const { one, kubeconfig } = await two(
    config('http://127.0.0.1:1', {}, {}, 'gone'),
    config('https://127.0.0.1:1', { exec }, {}, 'plugged'),
  );
  const pty = await walkIn(kubeconfig);
  pty.send(':ctx nowhere\r');
  await pty.waitFor('Still in one: the context "nowhere" does not exist');
  pty.send(':ctx gone\r');
  await pty.waitFor('Nothing could be read. :ctx - goes back to one, q quits.');
  expect(pty.text()).toMatch(/harden +gone\b/);
  const before = one.seen.length;
  pty.send(':ctx -\r');
  await pty.waitFor(/harden +one\b/);
  await pty.waitFor('LIVE');
  expect(one.seen.length).toBeGreaterThan(before);
  pty.send(':ctx plugged\r');
  await pty.waitFor('Back in one: plugged could not be opened');
  await pty.waitFor('LIVE');
  expect(pty.text()).toMatch(/harden +one\b/);
  pty.send('q');
  expect(await pty.exit).toBe(0);
});

/** Asks on the terminal, as some plugins do, and takes the answer for a token. */
const ASKING = `#!/bin/sh
printf 'code, please: ' >&2
read -r code
printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s"}}' "$code"
`;

test('a credential plugin of the other context has the terminal to itself, its first line included', async () => {
  const asking = await stubCluster({ uid: 'uid-of-a-third', tls: 'server' });
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Always' };
  const command = write(folder(), 'plugin', ASKING, 0o755);
  const trust = { 'certificate-authority': `${CERTS}/ca.pem` };
  const { kubeconfig } = await two(config(asking.url, { exec: { ...exec, command } }, trust, 'asking'));
  const pty = await walkIn(kubeconfig);
  pty.send(':ctx asking\r');
  await pty.waitFor('code, please:');
  expect(pty.screen.isAlternate).toBe(false);
  pty.send('four-two\r');
  await pty.waitFor(/harden +asking\b/);
  await pty.waitFor('LIVE');
  expect(new Set(asking.seen.map(({ headers }) => headers.authorization))).toContain('Bearer four-two');
  pty.send('\r');
  await pty.waitFor('to decide');
  pty.send('q');
  expect(await pty.exit).toBe(0);
});

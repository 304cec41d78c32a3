/** The program at a terminal: when it opens the walk, when it does not, and what it leaves behind. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHome, type Home, PROGRAM } from '../support/program.ts';
import { startPty } from '../support/pty.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: web:1}]
`;

let home: Home;
beforeEach(() => {
  home = createHome();
});
afterEach(() => home.remove());

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}, term?: string) {
  return startPty(process.execPath, [PROGRAM, ...args], {
    env: { ...home.env, ...env },
    ...(term === undefined ? {} : { term }),
  });
}

test('the walk opens on a terminal, and says on the normal screen what to do next', async () => {
  const pty = start(['--sample']);
  await pty.waitFor('LIVE');
  expect(pty.screen.isAlternate).toBe(true);
  pty.send('q');
  await pty.waitFor('go on     kubectl harden');
  expect(await pty.exit).toBe(0);
  expect(pty.screen.isAlternate).toBe(false);
});

test.each([
  [['--sample', '-o', 'name'], {}, undefined],
  [['scan', '--sample', '-o', 'name'], {}, undefined],
  [['--sample'], {}, 'dumb'],
  [['--sample', '--no-input'], {}, undefined],
] as const)('%j with %j on a %s terminal prints and ends', async (args, env, term) => {
  const pty = start(args, env, term);
  await pty.waitFor(/deployment\.apps\/|\d+ (?:decisions|rows) cover/);
  expect(await pty.exit).toBe(0);
});

test('colours follow --color and NO_COLOR, whatever the terminal can', async () => {
  const colors = new RegExp(`${String.fromCharCode(27)}\\[3[0-9]m`);
  const screen = async (...args: Parameters<typeof start>) => {
    const pty = start(...args);
    await pty.waitFor('LIVE');
    pty.send('q');
    await pty.exit;
    return pty.output();
  };
  expect(await screen(['--sample'])).toMatch(colors);
  expect(await screen(['--sample', '--color=never'])).not.toMatch(colors);
  expect(await screen(['--sample'], { NO_COLOR: '1' })).not.toMatch(colors);
});

test('without a kubeconfig there is one line and no screen', async () => {
  const pty = start([]);
  await pty.waitFor(/^error: no kubeconfig was found/m);
  expect(await pty.exit).toBe(3);
  expect(pty.output()).not.toContain('\u001b[?1049h');
});

test('a server that refuses the credential is told on the screen, and again after it', async () => {
  const body = '{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Unauthorized","code":401}';
  const server = createServer((_request, response) => response.writeHead(401).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const pty = start(['--server', `http://127.0.0.1:${(server.address() as AddressInfo).port}`]);
    await pty.waitFor(/does not accept|not accepted|refused/i);
    pty.send('q');
    await pty.waitFor(/^error: /m);
    expect(await pty.exit).toBe(3);
  } finally {
    server.close();
  }
});

test('the walk opens on manifests too, and follows what it writes there', async () => {
  const file = join(home.folder, 'web.yaml');
  writeFileSync(file, DEPLOYMENT);
  const pty = start(['-f', file]);
  await pty.waitFor(/FILES|LIVE|SNAPSHOT/);
  pty.send('\r');
  await pty.waitFor('THE 14 ESSENTIALS');
  pty.send('q');
  expect(await pty.exit).toBe(0);
});

test('ctrl-c ends the walk with 130 and gives the terminal back', async () => {
  const pty = start(['--sample']);
  await pty.waitFor('LIVE');
  pty.send('\u0003');
  expect(await pty.exit).toBe(130);
  expect(pty.screen.isAlternate).toBe(false);
});

test('a scan shows how far it is on one line that is gone in the end', async () => {
  const pty = start(['scan', '--sample', '--check', 'audit/enabled']);
  await pty.waitFor('1 decision covers 1 finding');
  expect(await pty.exit).toBe(0);
  expect(pty.text()).not.toContain('Reading');
});

/** Who may connect to whom: on the sample and on manifests, for people and as a document. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createHome } from '../../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

interface Document {
  readonly connections?: readonly { readonly from: End; readonly to: End; readonly ports: readonly object[] }[];
  readonly allowed?: boolean | null;
  readonly because?: readonly string[];
  readonly enforcement: { readonly state: string };
}
interface End {
  readonly namespace?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly external?: true;
}

async function reach(...args: readonly string[]): Promise<Document> {
  const { stdout, stderr, code } = await home.run(['reach', ...args, '-o', 'json']);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Document;
}
const manifests = (name: string, text: string) => {
  const file = join(home.folder, name);
  writeFileSync(file, text);
  return file;
};
const deployment = (name: string, port = 'http') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: example.com/${name}:1, ports: [{name: ${port}, containerPort: 8080}]}]}
---
`;
const SHOP = `${deployment('web')}${deployment('db', 'sql')}apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: sql}]}]
`;

test('the sample is told whole, by what its policies leave open', async () => {
  const { connections = [], enforcement } = await reach('--sample');
  const landing = connections.filter(({ to }) => to.name === 'landing');
  expect(landing.map(({ from, ports }) => [from.name, ports])).toEqual([
    ['ingress-nginx-controller', [{ protocol: 'TCP', port: 8080, endPort: 8080 }]],
  ]);
  expect(enforcement.state).toBe('enforced');
});

test('manifests are told by workloads, with what is outside', async () => {
  const file = manifests('shop.yaml', SHOP);
  const { connections = [], enforcement } = await reach('-f', file);
  const told = connections.map(({ from, to }) => [from, to].map((end) => end.name ?? 'external').join('>')).sort();
  expect(told).toEqual(['db>external', 'db>web', 'external>web', 'web>db', 'web>external', 'web>web']);
  expect(connections.find(({ to }) => to.name === 'db')?.ports).toEqual([
    { protocol: 'TCP', port: 8080, endPort: 8080 },
  ]);
  expect(enforcement.state).toBe('unknown');
});

test('one connection is answered with the reasons, its port by number or by name', async () => {
  const file = manifests('asked.yaml', SHOP);
  const ask = (...args: readonly string[]) => reach('-f', file, ...args);
  const open = await ask('--from', 'shop/web', '--to', 'shop/db', '--port', 'sql');
  expect([open.allowed, open.because?.slice(0, 2)]).toEqual([
    true,
    ['Egress: no NetworkPolicy of shop selects the pod: open.', 'Ingress: NetworkPolicy shop/db allows it.'],
  ]);
  expect((await ask('--from', 'shop/web', '--to', 'shop/db', '--port', '5432')).allowed).toBe(false);
  expect((await ask('--from', 'external', '--to', 'shop/db', '--port', '8080')).allowed).toBe(false);
  expect((await ask('--from', 'external', '--to', 'shop/web', '--port', '8080')).allowed).toBe(true);
  expect((await ask('--from', 'shop/deployment/web', '--to', '169.254.169.254', '--port', '80')).allowed).toBe(true);
});

test('for people an answer is a word and its reasons, and connections are one row where they are alike', async () => {
  const file = manifests('people.yaml', SHOP);
  const one = await home.run(['reach', '-f', file, '--from', 'shop/web', '--to', 'shop/db', '--port', '1']);
  expect(one.stdout.split('\n')[0]).toBe('not allowed');
  const all = await home.run(['reach', '-f', file]);
  expect(all.stdout).toMatch(/^FROM +TO +PORTS\n/);
  expect(all.stdout).toMatch(/^shop\/web +shop\/db +TCP 8080$/m);
  expect(all.stdout).toMatch(/^shop\/\*, external +shop\/web +all$/m);
  expect(all.stderr).toContain('Whether policies are enforced is unknown');
});

test('a name that is not there, and a port that is none, are errors of the caller', async () => {
  const file = manifests('wrong.yaml', SHOP);
  const codeOf = async (...args: readonly string[]) => (await home.run(['reach', '-f', file, ...args])).code;
  expect(await codeOf('--from', 'shop/nobody')).toBe(2);
  expect(await codeOf('--from', 'nobody')).toBe(2);
  expect(await codeOf('--to', '300.1.1.1')).toBe(2);
  expect(await codeOf('--to', 'shop/db', '--port', '70000')).toBe(2);
  expect(await codeOf('--to', 'shop/db', '--port', 'http')).toBe(2);
});

import { expect, test } from 'vitest';
import { keptAnnotations } from '../../src/decode/annotations.ts';

function kept(words: unknown): unknown {
  const text = keptAnnotations({ 'k3s.io/node-args': JSON.stringify(words) })?.['k3s.io/node-args'] ?? '';
  return text === '' ? '' : JSON.parse(text);
}

test('of the command line of k3s only flags of components and read switches are kept', () => {
  const words = [
    'server',
    '--token',
    '********',
    '--datastore-endpoint',
    'mysql://kim:word@tcp(db)/k3s',
    '--secrets-encryption',
    'true',
    '--kube-apiserver-arg',
    'audit-log-path=/var/log/audit.log',
    '--kubelet-arg',
    'v=4',
    '--node-label',
    'team=shop',
  ];
  expect(kept(words)).toEqual([
    'server',
    '--secrets-encryption',
    '--kube-apiserver-arg',
    'audit-log-path=/var/log/audit.log',
    '--kubelet-arg',
    'v=4',
  ]);
});

test('a switch that says false is off, and credentials in flags are sealed', () => {
  expect(kept(['server', '--secrets-encryption', 'false'])).toEqual(['server']);
  const [, , argument] = kept(['server', '--kube-apiserver-arg', 'oidc-client-secret=word=word']) as string[];
  expect(argument).toMatch(/^oidc-client-secret=sealed:[0-9a-f]{16}$/);
  expect(kept(['agent', '--kubelet-arg', 'two words'])).toEqual(['agent', '--kubelet-arg', '']);
});

test.each([[['etcd-snapshot', '--token', 'word']], [['server', 7]], ['word'], [null]])(
  'of what is no command line of a node nothing is kept: %j',
  (words) => {
    expect(kept(words)).toBe('');
  },
);

test('what is in the environment of a node, and its hash, does not pass', () => {
  expect(
    keptAnnotations({ 'k3s.io/node-env': '{"K3S_TOKEN":"word"}', 'k3s.io/node-config-hash': 'A' }),
  ).toBeUndefined();
});

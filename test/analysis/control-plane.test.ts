import { expect, test } from 'vitest';
import { wordsOf } from '../../src/analysis/control-plane/command-line.ts';
import { isOn, parseFlags } from '../../src/analysis/control-plane/index.ts';

const parsed = (...words: readonly string[]) => Object.fromEntries(parseFlags(['kube-apiserver', ...words]));

test('flags are read with "=", with a space and without a value', () => {
  expect(parsed('--a=1', '--b', '2', '--c', '-', '--d', '--e=')).toEqual({ a: '1', b: '2', c: '-', d: 'true', e: '' });
});

test('the last of repeated flags wins, in whatever spelling', () => {
  expect(parsed('--a=1', '--a', '2')).toEqual({ a: '2' });
  expect(parsed('--a', '2', '--a=')).toEqual({ a: '' });
});

test('repeated lists add up, also under names with underscores', () => {
  expect(parsed('--authorization-mode=AlwaysAllow', '--authorization_mode', 'Node,RBAC')).toEqual({
    'authorization-mode': 'AlwaysAllow,Node,RBAC',
  });
  expect(parsed('--feature-gates=A=false', '--feature-gates=B=true')).toEqual({ 'feature-gates': 'A=false,B=true' });
});

test('one dash is enough where a letter follows', () => {
  expect(parsed('-cert-file', '/a', '-client-cert-auth', '-auto-tls=false', '-v=2', '--maxage', '-1')).toEqual({
    'cert-file': '/a',
    'client-cert-auth': 'true',
    'auto-tls': 'false',
    v: '2',
    maxage: '-1',
  });
});

test('switches are read as Go reads them', () => {
  const given = (value: string) => parseFlags([`--a=${value}`]);
  for (const value of ['1', 't', 'T', 'true', 'TRUE', 'True']) expect(isOn(given(value), 'a', false)).toBe(true);
  for (const value of ['0', 'f', 'F', 'false', 'FALSE', 'False']) expect(isOn(given(value), 'a', true)).toBe(false);
  for (const byDefault of [true, false]) expect(isOn(new Map(), 'a', byDefault)).toBe(byDefault);
});

test('values may hold equal signs, commas and spaces', () => {
  expect(parsed('--a=b=c,d', '--e', 'f g')).toEqual({ a: 'b=c,d', e: 'f g' });
});

const of = (component: string, ...containers: Parameters<typeof wordsOf>[1]) => wordsOf(component, containers, false);

test('a component is known by its command, whatever starts it', () => {
  const flags = ['--anonymous-auth=false', '--profiling'];
  const lines: readonly (readonly string[])[] = [
    ['kube-apiserver', ...flags],
    ['/usr/local/bin/kube-apiserver', ...flags],
    ['/go-runner', '--log-file=/var/log/a.log', '--also-stdout', '/usr/local/bin/kube-apiserver', ...flags],
    [
      '/bin/sh',
      '-c',
      `mkfifo /tmp/pipe; (tee -a /var/log/a.log < /tmp/pipe & ) ; exec kube-apiserver ${flags.join(' ')}`,
    ],
    ['env', 'GOGC=50', 'kube-apiserver', ...flags],
  ];
  for (const command of lines)
    expect(parseFlags(of('kube-apiserver', { name: 'a', command }))).toEqual(
      new Map([
        ['anonymous-auth', 'false'],
        ['profiling', 'true'],
      ]),
    );
});

test('a component is known by its image, and no other program is taken for it', () => {
  const args = ['--profiling=false'];
  expect(of('etcd', { image: 'registry.k8s.io/etcd:3.6.8-0', args })).toEqual(args);
  expect(of('etcd', { image: 'localhost:5000/etcd-arm64@sha256:0', args })).toEqual(args);
  expect(of('etcd', { image: 'registry.k8s.io/etcdadm/etcd-manager:v3', command: ['/etcd-manager'], args })).toEqual(
    [],
  );
  expect(of('kube-apiserver', { image: 'a/kube-apiserver-healthcheck:v1', args })).toEqual([]);
  expect(of('kube-apiserver', { command: ['/healthcheck', '--for', 'kube-apiserver'], args })).toEqual([]);
  expect(of('kube-apiserver', { command: ['kube-apiserver-proxy', '--x=kube-apiserver'] })).toEqual([]);
});

test('where neither tells, the label of the pod counts', () => {
  const containers = [
    { name: 'sidecar', args: ['--a'] },
    { name: 'kube-apiserver', args: ['--b'] },
  ];
  expect(wordsOf('kube-apiserver', containers, true)).toEqual(['--b']);
  expect(wordsOf('kube-apiserver', containers, false)).toEqual([]);
  expect(wordsOf('kube-apiserver', [], true)).toEqual([]);
});

/** Credentials in flags are sealed where flags are decoded. */
import { expect, test } from 'vitest';
import { parseFlags } from '../../src/analysis/control-plane/flags.ts';
import { sealFlag, shownFlag } from '../../src/kube/sealed-flags.ts';

test.each([
  ['initial-cluster-token', 'hunter2'],
  ['proxy-password', 'hunter2'],
  ['cloud-api-key', 'hunter2'],
  ['basic-auth', 'kim:hunter2'],
  ['http-proxy', 'https://kim:hunter2@proxy.example.com:3128'],
  ['etcd-servers', 'https://a:2379,https://kim:hunter2@b:2379'],
])('--%s=%s', (name, value) => {
  const flags = parseFlags([`--${name}`, value]);
  expect([...flags.values()].join()).not.toContain('hunter2');
  expect(flags).toEqual(parseFlags([`--${name}=${value}`]));
  const other = parseFlags([`--${name}=${value.replace('hunter2', 'hunter3')}`]);
  expect(other).not.toEqual(flags);
  const shown = shownFlag(flags.get(name) ?? '');
  expect(shown).toContain('(not shown)');
  expect(shown).toBe(shownFlag(other.get(name) ?? ''));
  expect(sealFlag(name, flags.get(name) ?? '')).toBe(flags.get(name));
});

test.each(['etcd-password', 'token', 'basic-auth', 'encryption-key'])('--%s: a number may be a PIN', (name) => {
  for (const value of ['4711', '908172003206908172']) {
    const sealed = sealFlag(name, value);
    expect(sealed).not.toContain(value);
    expect(shownFlag(sealed)).toBe('(not shown)');
  }
});

test.each([
  ['anonymous-auth', 'false'],
  ['anonymous-auth', '0'],
  ['client-cert-auth', 'true'],
  ['enable-bootstrap-token-auth', 'true'],
  ['token-auth-file', '/etc/kubernetes/tokens.csv'],
  ['service-account-key', '/etc/kubernetes/pki/sa.pub'],
  ['event-ttl', '1h0m0s'],
  ['etcd-servers', 'https://127.0.0.1:2379'],
  ['service-account-issuer', 'https://example.com/@team'],
])('--%s=%s is no credential', (name, value) => {
  expect(parseFlags([`--${name}=${value}`]).get(name)).toBe(value);
});

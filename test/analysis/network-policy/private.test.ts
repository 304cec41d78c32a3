import { expect, test } from 'vitest';
import { isPrivateAddress } from '../../../src/analysis/network-policy/index.ts';

test('addresses that the internet does not route are private', () => {
  for (const address of [
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '169.254.1.1',
    '198.19.0.1',
    '::1',
    'fd00::1',
    'FE80::1',
    '::ffff:10.0.0.1',
  ])
    expect(isPrivateAddress(address), address).toBe(true);
});

test('all others are not, and what is no address is not', () => {
  for (const address of [
    '172.32.0.1',
    '100.128.0.1',
    '192.169.0.1',
    '8.8.8.8',
    '2001:db8::1',
    '::ffff:8.8.8.8',
    'name',
  ])
    expect(isPrivateAddress(address), address).toBe(false);
});

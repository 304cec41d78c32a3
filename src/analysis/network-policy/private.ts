/** Addresses that the internet does not route. */
import { isInBlocks } from './addresses.ts';

/** RFC 1918, carrier-grade NAT, loopback, link-local, benchmarking; unique local addresses. */
const PRIVATE = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '198.18.0.0/15',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
].map((cidr) => ({ cidr }));

/** `::ffff:10.0.0.1` is the IPv4 address that it holds. */
export function isPrivateAddress(address: string): boolean {
  return isInBlocks(address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, ''), PRIVATE);
}

/** Ranges of addresses that the internet does not route. */

/** RFC 1918, carrier-grade NAT, link-local, loopback, and benchmarking. */
export function isPrivate(address: string): boolean {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  if (plain.includes(':')) return plain === '::1' || /^(f[cd]|fe[89ab])/.test(plain);
  const [first = 0, second = 0] = plain.split('.').map(Number);
  if (first === 10 || first === 127) return true;
  if (first === 172) return second >= 16 && second <= 31;
  if (first === 192) return second === 168;
  if (first === 100) return second >= 64 && second <= 127;
  if (first === 198) return second === 18 || second === 19;
  return first === 169 && second === 254;
}

export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

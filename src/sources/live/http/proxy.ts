/** Which proxy a request goes through, by the rules of Go programs. */
import { BlockList, isIP } from 'node:net';
import type { Environment } from '../config/kubeconfig.ts';
import { LiveError } from './errors.ts';

const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'socks5:']);

/** `proxy-url` of the cluster, else HTTPS_PROXY or HTTP_PROXY unless NO_PROXY or loopback says otherwise. */
export function proxyFor(server: URL, proxyUrl: string | undefined, env: Environment): URL | undefined {
  if (proxyUrl !== undefined) return parseProxy(proxyUrl, 'proxy-url');
  const name = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const fromEnv = env[name] || env[name.toLowerCase()];
  if (!fromEnv || isLoopback(hostOf(server))) return undefined;
  if (isExcluded(server, env.NO_PROXY || env.no_proxy || '')) return undefined;
  return parseProxy(fromEnv.includes('://') ? fromEnv : `http://${fromEnv}`, name);
}

/** For messages: what follows the address may be a credential, as what is before it. */
export function proxyName({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

function parseProxy(text: string, where: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !SCHEMES.has(url.protocol))
    throw new LiveError('config', `the proxy in ${where} is not usable: expected http, https or socks5://HOST:PORT.`);
  return url;
}

/** `example.com` also covers its subdomains, `.example.com` only those; addresses, ranges, `*` and ports count too. */
function isExcluded(server: URL, noProxy: string): boolean {
  const host = hostOf(server);
  const port = server.port || (server.protocol === 'https:' ? '443' : '80');
  return noProxy
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== '' && isMatch(entry, host, port));
}

function isMatch(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInRange(entry, host);
  const withPort = /^(.*?|\[.*\]):(\d+)$/.exec(entry);
  const hasPort = withPort !== null && isIP(entry) === 0;
  if (hasPort && withPort[2] !== port) return false;
  const name = (hasPort ? (withPort[1] ?? '') : entry).replace(/^\[|\]$/g, '').replace(/^\*\./, '.');
  if (name.startsWith('.')) return host.endsWith(name);
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

function isInRange(range: string, host: string): boolean {
  const [address = '', bits] = range.split('/');
  const family = isIP(address);
  if (family === 0 || isIP(host) !== family) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  try {
    list.addSubnet(address, Number(bits), type);
  } catch {
    return false;
  }
  return list.check(host, type);
}

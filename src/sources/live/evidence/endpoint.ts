/** Where the server of the connection is: its host, and what the host resolves to from here. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Endpoint, EvidenceResult } from '../../../plugin-api/index.ts';
import { systemCode } from '../http/errors.ts';
import { hostOf, isLoopback } from '../http/proxy.ts';
import type { EvidenceContext } from './context.ts';
import { full } from './result.ts';

export async function readEndpoint(context: EvidenceContext): Promise<EvidenceResult<Endpoint>> {
  const { server } = context.connection;
  const host = hostOf(server);
  const through = wayOf(context);
  const about = { scheme: server.protocol === 'http:' ? 'http' : 'https', host } as const;
  // A proxy resolves the name where it stands: what it is here says nothing.
  if (through === 'proxy') return full({ ...about, addresses: [], through });
  try {
    const addresses = await addressesOf(host);
    return full({ ...about, addresses, ...(through === undefined ? {} : { through }) });
  } catch (error) {
    const code = systemCode(error) ?? 'no answer';
    return { coverage: { state: 'error', reason: `the host of the API server does not resolve (${code})` } };
  }
}

async function addressesOf(host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  const found = await lookup(host, { all: true });
  return [...new Set(found.map(({ address }) => address))].sort();
}

function wayOf({ client, connection }: EvidenceContext): Endpoint['through'] {
  if (connection.server.pathname.replace(/\/$/, '') !== '') return 'gateway';
  return client.proxy === undefined ? undefined : 'proxy';
}

/** Why a probe would be answered by something else than the API server; `undefined`: the server itself answers. */
export function behind({ connection: { server } }: Pick<EvidenceContext, 'connection'>): string | undefined {
  if (server.pathname.replace(/\/$/, '') !== '') return 'a gateway stands at the address of the server';
  if (server.protocol === 'http:' && isLoopback(hostOf(server)))
    return 'a local proxy that adds a credential may stand at the address of the server';
  return undefined;
}

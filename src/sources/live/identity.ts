/** What pins journals and plans to one cluster. */
import { createHash } from 'node:crypto';
import { KINDS } from '../../kube/kinds.ts';
import { isJsonObject } from '../../kube/path.ts';
import { weakerId } from '../../model/cluster.ts';
import type { ClusterIdentity } from '../../model/ports.ts';
import type { Connection } from './config/connection.ts';
import type { ApiClient } from './http/client.ts';
import { ApiError, saysGone } from './http/errors.ts';

export interface ClusterId {
  readonly id: string;
  /** Why the id is not the uid of kube-system. */
  readonly weaker?: string;
}

export async function readClusterId(
  client: ApiClient,
  connection: Connection,
  signal: AbortSignal,
): Promise<ClusterId> {
  try {
    const request = { path: '/api/v1/namespaces/kube-system', what: 'get namespace kube-system' };
    const { value } = await client.json(request, signal);
    const metadata = isJsonObject(value) ? value.metadata : undefined;
    if (isJsonObject(metadata) && typeof metadata.uid === 'string') return { id: metadata.uid };
    return fallback(connection, 'kube-system has no uid');
  } catch (error) {
    if (error instanceof ApiError && error.status === 403)
      return fallback(connection, 'get namespace kube-system is denied to you');
    if (saysGone(error, KINDS.Namespace, 'kube-system'))
      return fallback(connection, 'there is no namespace kube-system');
    throw error;
  }
}

function fallback(connection: Connection, why: string): ClusterId {
  return {
    id: weakerId({ server: serverOf(connection), ca: caHash(connection) }),
    weaker: `the cluster is identified by its address and certificate authority, because ${why}`,
  };
}

export function clusterIdentity(connection: Connection, id: string, user: string, version: string): ClusterIdentity {
  return {
    id,
    server: serverOf(connection),
    ca: caHash(connection),
    context: connection.context,
    user: user === '' ? connection.userName : user,
    version,
  };
}

function serverOf({ server }: Connection): string {
  return server.href.replace(/\/$/, '');
}

function caHash({ ca }: Connection): string {
  return ca === undefined ? '' : createHash('sha256').update(ca).digest('hex');
}

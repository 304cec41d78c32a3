/** Single facts, without reading a cluster: names while a command line is typed, the version that is served. No question to anybody. */
import { createCredential } from './auth/credential.ts';
import { resolveConnection } from './config/connection.ts';
import { timeoutsOf } from './config/duration.ts';
import type { ConnectionFlags } from './config/flags.ts';
import { type Environment, loadKubeconfig } from './config/kubeconfig.ts';
import { ApiClient, type ApiRequest } from './http/client.ts';
import { SYSTEM_CLOCK } from './http/clock.ts';

export interface KubeconfigNames {
  readonly contexts: readonly string[];
  readonly clusters: readonly string[];
  readonly users: readonly string[];
}

/** Throws LiveError where a file cannot be read. */
export async function kubeconfigNames(explicit: string | undefined, env: Environment): Promise<KubeconfigNames> {
  const { contexts, clusters, users } = await loadKubeconfig(explicit, env);
  return { contexts: [...contexts.keys()], clusters: [...clusters.keys()], users: [...users.keys()] };
}

/** Of more namespaces than these nobody picks one from a list. */
const MOST = 500;
const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/** Namespaces that may be listed. Throws LiveError or ApiError; credential plugins get no terminal. */
export async function namespaceNames(
  flags: ConnectionFlags,
  env: Environment,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const query = { limit: String(MOST) };
  const request = { path: '/api/v1/namespaces', query, what: 'list namespaces', accept: METADATA_ONLY };
  const { items = [] } = (await answerOf(request, flags, env, signal)) as NameList;
  return items.flatMap(({ metadata }) => metadata?.name ?? []);
}

interface NameList {
  readonly items?: readonly { readonly metadata?: { readonly name?: string } }[];
}

/** As the API server names it: `v1.37.2`. Throws LiveError or ApiError; credential plugins get no terminal. */
export async function servedVersion(
  flags: ConnectionFlags,
  env: Environment,
  signal: AbortSignal,
  onRequest?: (request: ApiRequest) => void,
): Promise<string> {
  const request = { path: '/version', what: 'get version' };
  const { gitVersion } = (await answerOf(request, flags, env, signal, onRequest)) as { readonly gitVersion?: unknown };
  return typeof gitVersion === 'string' ? gitVersion : '';
}

async function answerOf(
  request: ApiRequest,
  flags: ConnectionFlags,
  env: Environment,
  signal: AbortSignal,
  onRequest?: (request: ApiRequest) => void,
): Promise<unknown> {
  const connection = await resolveConnection(flags, env);
  const terminal = { hasScreen: () => true, isTerminal: () => false, onOutput: () => undefined };
  const credential = await createCredential(connection, { env, clock: SYSTEM_CLOCK, signal, terminal });
  const timeouts = timeoutsOf(flags.requestTimeout);
  const hooks = onRequest === undefined ? {} : { onRequest };
  const client = new ApiClient({
    connection,
    credential,
    env,
    readOnly: true,
    clock: SYSTEM_CLOCK,
    timeouts,
    ...hooks,
  });
  try {
    return (await client.json(request, signal)).value;
  } finally {
    await client.close();
  }
}

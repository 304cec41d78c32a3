/** A live cluster: connected by kubectl's rules, read as a source, written as a target. */
import type { ClusterIdentity, Source, Target } from '../../model/ports.ts';
import type { Identity } from '../../plugin-api/index.ts';
import { errorText } from '../../text/errors.ts';
import { printable } from '../../text/printable.ts';
import { type Credential, createCredential } from './auth/credential.ts';
import { type Connection, resolveConnection } from './config/connection.ts';
import { timeoutsOf } from './config/duration.ts';
import type { ConnectionFlags } from './config/flags.ts';
import type { Environment } from './config/kubeconfig.ts';
import { demandUnchanged } from './config/unchanged.ts';
import { ANONYMOUS, introduceServer, readIdentity } from './evidence/about.ts';
import { ApiClient, type ApiRequest } from './http/client.ts';
import { type Clock, SYSTEM_CLOCK } from './http/clock.ts';
import type { Timeouts } from './http/dispatcher.ts';
import { LiveError } from './http/errors.ts';
import type { Limits } from './http/limiter.ts';
import { hostOf, isLoopback } from './http/proxy.ts';
import { clusterIdentity, readClusterId } from './identity.ts';
import { createLiveSource } from './read/source.ts';
import { LiveTarget } from './write/target.ts';

export type { ConnectionFlags } from './config/flags.ts';
export { ApiError, LiveError, type LiveErrorCode } from './http/errors.ts';
export { RequestLog, requestLines } from './http/request-log.ts';

/** As the connect screen shows it; the same shape as `ConnectStep` of the store. */
export interface LiveStep {
  readonly id: 'kubeconfig' | 'credential' | 'server' | 'identity' | 'cluster';
  readonly label: string;
  readonly text: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly tookMs?: number;
}

export interface LiveHooks {
  onStep?(step: LiveStep): void;
  /** Warnings of the API server and of credential plugins, each once. */
  onWarning?(text: string): void;
  /** Each request that is sent to the API server. */
  onRequest?(request: ApiRequest): void;
  /** True while a screen is drawn on the terminal: credential plugins then may not use it. */
  hasScreen?(): boolean;
  /** Whether somebody sits at stdin; by default as the system says. */
  isTerminal?(): boolean;
}

export interface LiveOptions {
  /** Of the program, for the User-Agent: `v1.2.3`. */
  readonly version?: string;
  readonly env?: Environment;
  readonly clock?: Clock;
  readonly timeouts?: Partial<Timeouts>;
  readonly limits?: Limits;
  readonly pageSize?: number;
  readonly serviceAccountMount?: string;
  /** What the flags were resolved to, where that was done already. */
  readonly connection?: Connection;
}

export interface LiveConnection {
  readonly source: Source;
  readonly target: Target;
  readonly identity: ClusterIdentity;
  /** Whom the server takes us for; absent when it does not tell. */
  readonly me?: Identity;
  /** '' in a pod. */
  readonly context: string;
  /** Of the context, or as given by flag. */
  readonly namespace: string;
  readonly readOnly: boolean;
  close(): Promise<void>;
}

/** Throws LiveError or ApiError with a sentence to show. The signal ends the connection as a whole. */
export async function connectLive(
  flags: ConnectionFlags,
  hooks: LiveHooks,
  signal: AbortSignal = new AbortController().signal,
  options: LiveOptions = {},
): Promise<LiveConnection> {
  const env = options.env ?? process.env;
  const clock = options.clock ?? SYSTEM_CLOCK;
  const steps = new Steps(hooks, clock);
  const warn = once(hooks.onWarning);
  const connection = await steps.run('kubeconfig', 'kubeconfig', async () => {
    const found = options.connection ?? (await resolveConnection(flags, env, options.serviceAccountMount));
    return { value: found, text: found.origin };
  });
  connection.warnings.forEach(warn);
  const closing = new AbortController();
  const credential = await steps.run('credential', 'credential', async () => {
    const made = await createCredential(connection, {
      env,
      clock,
      signal: AbortSignal.any([signal, closing.signal]),
      terminal: {
        hasScreen: () => hooks.hasScreen?.() === true,
        isTerminal: () => hooks.isTerminal?.() ?? process.stdin.isTTY === true,
        onOutput: (text) => hooks.onWarning?.(text),
      },
    });
    // Plugins run here, where they may still ask on the terminal.
    await made.get();
    return { value: made, text: made.describe() };
  });
  const readOnly = flags.readOnly ?? false;
  const client = new ApiClient({
    connection,
    credential,
    env,
    readOnly,
    clock,
    timeouts: { ...timeoutsOf(flags.requestTimeout), ...options.timeouts },
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.version === undefined ? {} : { version: options.version }),
    onWarning: warn,
    onRequest: (request) => hooks.onRequest?.(request),
  });
  try {
    const known = await introduce(client, connection, steps, warn, signal);
    demandUser(known.me, connection, credential);
    const shared = { client, identity: async () => known.identity };
    return {
      source: createLiveSource({
        ...shared,
        connection,
        credential,
        asksKubelets: flags.kubelet ?? false,
        label: printable(connection.context === '' ? connection.origin : `context ${connection.context}`),
        namespace: connection.namespace,
        ...(options.pageSize === undefined ? {} : { pageSize: options.pageSize }),
      }),
      target: new LiveTarget({
        ...shared,
        readOnly,
        async identity(at) {
          await demandUnchanged(connection, flags, env, options.serviceAccountMount);
          return currentIdentity(client, connection, known, at);
        },
      }),
      ...known,
      context: connection.context,
      namespace: connection.namespace,
      readOnly,
      async close() {
        closing.abort();
        await client.close();
      },
    };
  } catch (error) {
    closing.abort();
    await client.close();
    throw error;
  }
}

interface Known {
  readonly identity: ClusterIdentity;
  readonly me?: Identity;
}

async function introduce(
  client: ApiClient,
  connection: Connection,
  steps: Steps,
  warn: (text: string) => void,
  signal: AbortSignal,
): Promise<Known> {
  const version = await steps.run('server', 'server', async () => {
    const found = await introduceServer(client, signal);
    return { value: found, text: `${connection.server.href.replace(/\/$/, '')}, ${trustText(connection)}` };
  });
  const asking = steps.run('identity', 'identity', async () => {
    const { value, coverage } = await readIdentity(client, signal);
    if (value === undefined) return { value, text: `unknown: ${coverage.reason}` };
    return { value, text: [value.username, ...groupsText(value.groups)].join(', ') };
  });
  const pinning = steps.run('cluster', 'cluster', async () => {
    const found = await readClusterId(client, connection, signal);
    if (found.weaker !== undefined) warn(found.weaker);
    return {
      value: found.id,
      text: `${version.gitVersion || 'version unknown'}, id ${found.weaker === undefined ? found.id.slice(0, 8) : found.id.slice(0, 16)}`,
    };
  });
  const [me, id] = await Promise.all([asking, pinning]);
  const identity = clusterIdentity(connection, id, me?.username ?? '', version.gitVersion);
  return me === undefined ? { identity } : { identity, me };
}

/** What got lost on the way, at a proxy for instance, must not end as a look at what strangers may see. */
function demandUser(me: Identity | undefined, { user, server }: Connection, credential: Credential): void {
  if (me?.username !== ANONYMOUS || user.as === ANONYMOUS) return;
  const where = server.href.replace(/\/$/, '');
  throw new LiveError(
    'credential',
    `${where} takes you for ${ANONYMOUS}: your credential (${credential.describe()}) did not reach it. kubectl auth whoami tests the same.`,
  );
}

/** Read anew: the address may lead to another cluster by now. */
async function currentIdentity(
  client: ApiClient,
  connection: Connection,
  known: Known,
  signal: AbortSignal,
): Promise<ClusterIdentity> {
  const { id } = await readClusterId(client, connection, signal);
  return { ...known.identity, id };
}

function trustText({ server, insecureSkipTlsVerify, ca }: Connection): string {
  if (server.protocol === 'http:') return isLoopback(hostOf(server)) ? 'without TLS, on this machine' : 'without TLS';
  if (insecureSkipTlsVerify) return 'certificate not verified (insecure-skip-tls-verify)';
  return ca === undefined ? 'certificate trusted by this machine' : 'certificate matches its CA';
}

function groupsText(groups: readonly string[]): readonly string[] {
  return groups.length === 0 ? [] : [`groups ${groups.join(', ')}`];
}

class Steps {
  readonly #hooks: LiveHooks;
  readonly #clock: Clock;

  constructor(hooks: LiveHooks, clock: Clock) {
    this.#hooks = hooks;
    this.#clock = clock;
  }

  async run<T>(
    id: LiveStep['id'],
    label: string,
    work: () => Promise<{ readonly value: T; readonly text: string }>,
  ): Promise<T> {
    const begun = this.#clock.now();
    this.#hooks.onStep?.({ id, label, text: '', state: 'running' });
    try {
      const { value, text } = await work();
      const tookMs = Math.round(this.#clock.now() - begun);
      // User, group and context names come from outside.
      this.#hooks.onStep?.({ id, label, text: printable(text), state: 'done', tookMs });
      return value;
    } catch (error) {
      const tookMs = Math.round(this.#clock.now() - begun);
      this.#hooks.onStep?.({ id, label, text: errorText(error), state: 'failed', tookMs });
      throw error;
    }
  }
}

function once(tell: ((text: string) => void) | undefined): (text: string) => void {
  const told = new Set<string>();
  return (text) => {
    if (told.has(text)) return;
    told.add(text);
    tell?.(text);
  };
}

/** Requests to one API server: authenticated, limited, retried where that is safe, every failure a sentence. */

import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Dispatcher, request as send } from 'undici';
import type { Authentication, Credential } from '../auth/credential.ts';
import { impersonationHeaders } from '../auth/impersonation.ts';
import { NO_CREDENTIAL } from '../auth/no-credential.ts';
import type { Connection } from '../config/connection.ts';
import type { Environment } from '../config/kubeconfig.ts';
import { apiError } from './api-error.ts';
import { backOff, type Clock, SYSTEM_CLOCK } from './clock.ts';
import { type ClientCertificate, createDispatcher, type Timeouts } from './dispatcher.ts';
import { ApiError, LiveError, systemCode } from './errors.ts';
import { DEFAULT_LIMITS, Limiter, type Limits } from './limiter.ts';
import { withoutOwnSecrets } from './own-secrets.ts';
import { hostOf, isLoopback, proxyFor } from './proxy.ts';
import { type RequestLimit, requestTimeout } from './request-timeout.ts';
import { warningTexts } from './server-message.ts';
import { transportError } from './transport-error.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface ApiRequest {
  /** GET when absent. */
  readonly method?: Method;
  /** `/api/v1/pods` */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON when absent. */
  readonly accept?: string;
  readonly body?: unknown;
  readonly contentType?: string;
  /** A watch: it may be quiet for long, and does not count as in flight once it is open. */
  readonly isWatch?: boolean;
  /** False: one of many small requests, which are paced by the answers and not by the clock. */
  readonly isPaced?: boolean;
  /** Sent by `withoutCredential`. */
  readonly isAnonymous?: boolean;
  /** The caller shows the warnings of the answer itself, beside the object that they are about. */
  readonly takesWarnings?: boolean;
  /** For messages: "listing pods". */
  readonly what: string;
}

export interface Answer {
  readonly status: number;
  readonly warnings: readonly string[];
  /** Chunks as they come, decompressed. */
  readonly chunks: AsyncIterable<Buffer>;
}

export interface ClientOptions {
  readonly connection: Connection;
  readonly credential: Credential;
  readonly timeouts: Timeouts;
  readonly env: Environment;
  readonly readOnly: boolean;
  readonly clock?: Clock;
  readonly limits?: Limits;
  /** Of the program: `v1.2.3`. */
  readonly version?: string;
  onWarning?(text: string): void;
  /** Each request as it is sent, each try. */
  onRequest?(request: ApiRequest): void;
}

/** Go's names for systems and processors, which those who read audit logs know. */
const SYSTEM = process.platform === 'win32' ? 'windows' : process.platform;
const PROCESSOR = process.arch === 'x64' ? 'amd64' : process.arch;
const SELF_REVIEW = /\/apis\/auth(entication|orization)\.k8s\.io\/v1\/selfsubject(|access|rules)reviews$/;
const MOST_RETRIES = 8;
/** As many connections as may be kept for the requests in flight. */
const MOST_KEPT = 4;

export class ApiClient {
  readonly server: URL;
  readonly #options: ClientOptions;
  readonly #clock: Clock;
  readonly #limiter: Limiter;
  readonly #proxy: URL | undefined;
  #dispatcher: Dispatcher | undefined;
  #certificate: ClientCertificate | undefined;

  constructor(options: ClientOptions) {
    this.server = options.connection.server;
    this.#options = options;
    this.#clock = options.clock ?? SYSTEM_CLOCK;
    this.#proxy = proxyFor(options.connection.server, options.connection.proxyUrl, options.env);
    this.#limiter = new Limiter(options.limits ?? DEFAULT_LIMITS, this.#clock);
  }

  /** The proxy that requests go through. */
  get proxy(): URL | undefined {
    return this.#proxy;
  }

  /** The same server by the same way, asked by nobody: no credential, no client certificate, no impersonation. */
  withoutCredential(): ApiClient {
    const { connection, onRequest, ...options } = this.#options;
    return new ApiClient({
      ...options,
      connection: { ...connection, user: {}, userName: '' },
      credential: NO_CREDENTIAL,
      readOnly: true,
      onRequest: (request) => onRequest?.({ ...request, isAnonymous: true }),
    });
  }

  /** Tells of something sent to the server that is no HTTP request. */
  note(request: ApiRequest): void {
    this.#options.onRequest?.(request);
  }

  get clock(): Clock {
    return this.#clock;
  }

  /** The parsed answer. Throws ApiError for anything but success, LiveError when none came. */
  async json(request: ApiRequest, signal: AbortSignal): Promise<{ value: unknown; warnings: readonly string[] }> {
    const { text, warnings } = await this.text(request, signal);
    try {
      return { value: JSON.parse(text), warnings };
    } catch {
      throw new LiveError(
        'unreachable',
        `the answer of ${this.#where()} is not JSON (${request.what}). Is this an API server?`,
        { isSent: true },
      );
    }
  }

  async text(request: ApiRequest, signal: AbortSignal): Promise<{ text: string; warnings: readonly string[] }> {
    return this.open(request, signal, async ({ chunks, warnings }) => {
      const read: Buffer[] = [];
      for await (const chunk of chunks) read.push(chunk);
      return { text: Buffer.concat(read).toString('utf8'), warnings };
    });
  }

  /** Hands a successful answer to `use`; the request counts as in flight until that is done. */
  async open<T>(request: ApiRequest, signal: AbortSignal, use: (answer: Answer) => Promise<T>): Promise<T> {
    this.#guard(request);
    for (let attempt = 0; ; attempt++) {
      let sent: Authentication | undefined;
      try {
        return await this.#once(request, signal, use, (authentication) => {
          sent = authentication;
        });
      } catch (error) {
        const delay = await this.#retryDelay(error, request, attempt, sent);
        if (delay === undefined) throw error;
        await this.#clock.sleep(delay, signal);
      }
    }
  }

  async close(): Promise<void> {
    await this.#dispatcher?.destroy();
  }

  async #once<T>(
    request: ApiRequest,
    signal: AbortSignal,
    use: (answer: Answer) => Promise<T>,
    onSend: (authentication: Authentication) => void,
  ): Promise<T> {
    const release = await this.#limiter.acquire(signal, { isPaced: request.isPaced !== false });
    let limit: RequestLimit | undefined;
    const ended = new AbortController();
    let isStarted = false;
    try {
      const authentication = await this.#options.credential.get();
      onSend(authentication);
      // A plugin that somebody signs in with takes its own time.
      limit = requestTimeout(request.isWatch === true ? 0 : this.#options.timeouts.request, signal);
      this.#options.onRequest?.(request);
      const response = await send(this.#url(request), {
        ...this.#sendOptions(request, authentication),
        signal: AbortSignal.any([limit.signal, ended.signal]),
      });
      if (response.statusCode >= 400)
        throw await apiError(
          response,
          this.#options.connection,
          { what: request.what, sent: authentication },
          this.#options.credential,
        );
      if (request.isWatch === true) release();
      const warnings = warningTexts(response.headers.warning, withoutOwnSecrets(authentication));
      if (request.takesWarnings !== true) for (const warning of warnings) this.#options.onWarning?.(warning);
      isStarted = true;
      const chunks = this.#mapped(decoded(response), request, signal);
      return await use({ status: response.statusCode, warnings, chunks });
    } catch (error) {
      if (isStarted) throw error;
      throw this.#sentence(error, request, signal);
    } finally {
      limit?.clear();
      release();
      // Whatever was not read is not wanted: a watch that was left, a body after an error.
      ended.abort();
    }
  }

  async *#mapped(chunks: AsyncIterable<Buffer>, request: ApiRequest, signal: AbortSignal): AsyncIterable<Buffer> {
    try {
      yield* chunks;
    } catch (error) {
      throw this.#sentence(error, request, signal);
    }
  }

  #sentence(error: unknown, request: ApiRequest, signal: AbortSignal): unknown {
    if (signal.aborted) return signal.reason;
    if (error instanceof LiveError || error instanceof ApiError) return error;
    const { timeouts } = this.#options;
    const idle = request.isWatch === true ? timeouts.watchIdle : timeouts.idle;
    return transportError(error, { server: this.server, proxy: this.#proxy }, request.what, { ...timeouts, idle });
  }

  /** Milliseconds after which the request may be sent again, or `undefined`. */
  async #retryDelay(
    error: unknown,
    request: ApiRequest,
    attempt: number,
    sent: Authentication | undefined,
  ): Promise<number | undefined> {
    if (attempt >= MOST_RETRIES) return undefined;
    const isRead = (request.method ?? 'GET') === 'GET';
    if (error instanceof ApiError) {
      if (error.status === 401)
        return attempt === 0 && sent !== undefined && (await this.#options.credential.renew(sent)) ? 0 : undefined;
      // Too many requests were never carried out, so even a write may go again.
      if (error.status === 429) return error.retryAfterMs ?? 1000;
      if (error.status >= 500 && isRead) return error.retryAfterMs;
      return undefined;
    }
    // Kept connections that the server had closed meanwhile: a new one will do.
    const isStale = ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(systemCode(error) ?? '');
    if (!isStale || !isRead || request.isWatch === true || attempt > MOST_KEPT) return undefined;
    return attempt === 0 ? 0 : backOff(attempt, this.#clock, 50, 1000);
  }

  #sendOptions(request: ApiRequest, authentication: Authentication) {
    const { connection, timeouts } = this.#options;
    const isPlain = connection.disableCompression || isLoopback(hostOf(this.server)) || request.isWatch === true;
    const headers: Record<string, string | string[]> = {
      accept: request.accept ?? 'application/json',
      'user-agent': `kubectl-harden/${this.#options.version ?? 'unknown'} (${SYSTEM}/${PROCESSOR})`,
      ...impersonationHeaders(connection.user),
      ...authentication.headers,
      ...(isPlain ? {} : { 'accept-encoding': 'gzip' }),
      ...(request.body === undefined ? {} : { 'content-type': request.contentType ?? 'application/json' }),
    };
    return {
      method: request.method ?? 'GET',
      dispatcher: this.#dispatcherFor(authentication.certificate),
      headers,
      headersTimeout: timeouts.headers,
      bodyTimeout: request.isWatch === true ? timeouts.watchIdle : timeouts.idle,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    };
  }

  /** One dispatcher for as long as the client certificate is the same. */
  #dispatcherFor(certificate: ClientCertificate | undefined): Dispatcher {
    if (this.#dispatcher !== undefined && this.#certificate?.cert === certificate?.cert) return this.#dispatcher;
    void this.#dispatcher?.close();
    const { connection, timeouts } = this.#options;
    this.#dispatcher = createDispatcher(connection, certificate, timeouts, this.#proxy);
    this.#certificate = certificate;
    return this.#dispatcher;
  }

  #url(request: ApiRequest): URL {
    const url = new URL(this.server);
    url.pathname = `${url.pathname.replace(/\/$/, '')}${request.path}`;
    for (const [key, value] of Object.entries(request.query ?? {})) url.searchParams.set(key, value);
    return url;
  }

  #guard({ method = 'GET', path, what }: ApiRequest): void {
    if (!this.#options.readOnly || method === 'GET' || (method === 'POST' && SELF_REVIEW.test(path))) return;
    throw new LiveError('read-only', `refused to send ${method} ${path} (${what}): this session is read-only.`);
  }

  #where(): string {
    return this.server.href.replace(/\/$/, '');
  }
}

type Response = Dispatcher.ResponseData;

function decoded(response: Response): AsyncIterable<Buffer> {
  if (response.headers['content-encoding'] !== 'gzip') return response.body;
  const body: Readable = response.body;
  // Errors of the body reach the reader through the destroyed gunzip.
  return pipeline(body, createGunzip(), () => undefined);
}

/** Stands before an API server, counts the requests of a trial, and ends the process that asks at one of them. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';

export interface Killing {
  /** Number of a request of the trial, from 1. */
  readonly at: number;
  /** before: the API server never gets it; after: it does, and nobody hears its answer. */
  readonly when: 'before' | 'after';
}

const RIGHTS = /^\/apis\/rbac\.authorization\.k8s\.io\//;

export class KillingProxy {
  /** `METHOD path` of each request of the trial. */
  readonly asked: string[] = [];
  kill: () => void = () => {};
  #plan: Killing | undefined;
  #removed = 0;
  readonly #agent: Agent;
  readonly #server: string;
  readonly #token: string;
  readonly #http = http.createServer((incoming, response) => void this.#serve(incoming, response));

  /** Requests go on with the token: programs send none to an address without TLS. */
  constructor({ server, ca, token }: { readonly server: string; readonly ca: string; readonly token: string }) {
    this.#token = token;
    this.#server = server;
    this.#agent = new Agent({ connect: { ca }, allowH2: false });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  begin(plan?: Killing): void {
    this.asked.length = 0;
    this.#removed = 0;
    this.#plan = plan;
  }

  async close(): Promise<void> {
    this.#http.closeAllConnections();
    this.#http.close();
    await this.#agent.destroy();
  }

  async #serve(incoming: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = 'GET', url = '/', headers } = incoming;
    const when = this.#count(method, url);
    if (when === 'before') return this.#end(incoming);
    const body = chunks.length === 0 ? null : Buffer.concat(chunks);
    const { host: _host, connection: _connection, 'transfer-encoding': _encoding, ...rest } = headers;
    const passed = {
      dispatcher: this.#agent,
      method: method as 'GET',
      headers: { ...rest, authorization: `Bearer ${this.#token}` },
      body,
    };
    const answer = await request(`${this.#server}${url}`, passed);
    const text = Buffer.from(await answer.body.arrayBuffer());
    if (when === 'after') return this.#end(incoming);
    const { 'transfer-encoding': _chunked, connection: _keep, ...shown } = answer.headers;
    response.writeHead(answer.statusCode, shown as http.OutgoingHttpHeaders).end(text);
  }

  /** From the first object that is made to the last that is removed. */
  #count(method: string, url: string): Killing['when'] | undefined {
    const isMade = method === 'POST' && RIGHTS.test(url) && !url.includes('dryRun');
    if (this.asked.length === 0 && !isMade) return undefined;
    if (this.#removed >= 2) return undefined;
    this.asked.push(`${method} ${url.split('?')[0]}`);
    if (method === 'DELETE') this.#removed++;
    return this.#plan?.at === this.asked.length ? this.#plan.when : undefined;
  }

  #end(incoming: http.IncomingMessage): void {
    this.kill();
    incoming.socket.destroy();
  }
}

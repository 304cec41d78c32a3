/**
 * What was refused at first may be allowed later, and what is not served may be served later: it is asked for from time
 * to time, and then read and followed.
 */
import type { KindInfo } from '../../../kube/kinds.ts';
import { errorText } from '../../../text/errors.ts';
import type { Permissions } from './namespaces.ts';
import { type ListedKind, listing, type Resource } from './resource.ts';
import { listAll, scopeOf } from './sync.ts';
import { type WatchDeps, watch } from './watch.ts';

const AGAIN_MS = 60_000;

/** What a read left behind: where to watch from. */
export interface Done {
  readonly resource: Resource;
  /** Absent: the list failed, and the watch begins with another try. */
  readonly version?: string;
}

export interface LaterOptions {
  readonly deps: WatchDeps;
  readonly permissions: Permissions;
  /** Those known by now: where kinds that are denied for the whole cluster are looked for. */
  namespaces(): readonly string[];
  /** What was refused is read now. */
  onRead(resource: Resource): void;
  /** Tries again to read a kind that was not served. */
  readAgain(kind: ListedKind): Promise<readonly Done[]>;
}

/** A kind that is read namespace by namespace. */
interface Narrowed {
  readonly info: KindInfo;
  /** Besides those known by now. */
  readonly further: readonly string[];
}

export class LaterRights {
  readonly #options: LaterOptions;
  readonly #signal: AbortSignal;
  /** Read namespace by namespace: namespaces that come later belong to them. */
  readonly #narrowed = new Map<ListedKind, Narrowed>();
  readonly #unserved = new Set<ListedKind>();
  /** Other refused resources: cluster-scoped kinds, and namespaces that were asked for by name. */
  readonly #refused = new Map<string, Resource>();
  readonly #tried = new Set<string>();
  readonly #settled = new Set<string>();
  readonly #started = new Map<string, { readonly resource: Resource; readonly stop: AbortController }>();
  readonly #watches = new Set<Promise<void>>();

  constructor(options: LaterOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  narrow({ kind, info }: Resource, further: readonly string[]): void {
    this.#narrowed.set(kind, { info, further });
  }

  /** Whether there is such a resource on the server, as far as it tells. */
  setServed(kind: ListedKind, isServed: boolean): void {
    if (isServed) this.#unserved.delete(kind);
    else this.#unserved.add(kind);
  }

  refuse(resource: Resource): void {
    this.#tried.add(keyOf(resource));
    if (!this.#narrowed.has(resource.kind)) this.#refused.set(keyOf(resource), resource);
  }

  /** Somebody else follows it, or there is nothing to follow. */
  settle(resource: Resource): void {
    this.#settled.add(keyOf(resource));
  }

  /** Ends when the signal does; at once when nothing was refused. */
  async follow(): Promise<void> {
    if (this.#narrowed.size + this.#refused.size + this.#unserved.size === 0) return;
    const { client } = this.#options.deps;
    while (!this.#signal.aborted) {
      await client.clock.sleep(AGAIN_MS, this.#signal).catch(() => undefined);
      if (!this.#signal.aborted) await this.#round();
    }
    await Promise.all(this.#watches);
  }

  /** One after the other: nobody waits for it, and the server has other things to do. */
  async #round(): Promise<void> {
    this.#stopGone();
    this.#options.permissions.forget();
    await this.#findServed();
    for (const resource of this.#wanted()) {
      if (this.#signal.aborted) return;
      if (await this.#isWorthTrying(resource)) await this.#read(resource);
    }
  }

  async #findServed(): Promise<void> {
    this.#options.deps.served.forget();
    for (const kind of [...this.#unserved]) {
      if (this.#signal.aborted) return;
      const done = await this.#options.readAgain(kind).catch(() => []);
      for (const { resource, version } of done) this.#watch(resource, version);
    }
  }

  #wanted(): readonly Resource[] {
    const narrowed = [...this.#narrowed].flatMap(([kind, { info }]) =>
      Array.from(this.#namespacesOf(kind), (namespace) => ({ kind, info, namespace })),
    );
    return [...this.#refused.values(), ...narrowed].filter((resource) => !this.#settled.has(keyOf(resource)));
  }

  #namespacesOf(kind: ListedKind): ReadonlySet<string> {
    return new Set([...this.#options.namespaces(), ...(this.#narrowed.get(kind)?.further ?? [])]);
  }

  async #isWorthTrying(resource: Resource): Promise<boolean> {
    // No review tells for certain what is allowed outside of namespaces; of these kinds there are few.
    if (resource.namespace === undefined) return true;
    const answer = await this.#options.permissions.answer(resource.info, resource.namespace).catch(() => false);
    // Where the server does not know, one try is enough.
    return answer ?? !this.#tried.has(keyOf(resource));
  }

  /** A refusal is no news. */
  async #read(resource: Resource): Promise<void> {
    const { deps, onRead } = this.#options;
    this.#tried.add(keyOf(resource));
    try {
      const version = await listAll(resource, deps, { isRelist: false }, this.#signal);
      deps.emit({ type: 'coverage', ...scopeOf(resource), coverage: { state: 'full' } });
      this.#watch(resource, version);
      onRead(resource);
    } catch {
      // It is asked for again; until then its coverage says that it is unknown.
    }
  }

  #watch(resource: Resource, version: string | undefined): void {
    const { deps } = this.#options;
    const stop = new AbortController();
    this.settle(resource);
    this.#started.set(keyOf(resource), { resource, stop });
    const watching = watch(resource, version, deps, AbortSignal.any([this.#signal, stop.signal]))
      .catch((error: unknown) => {
        const reason = `${listing(resource)} failed: ${errorText(error)}`;
        deps.emit({ type: 'coverage', ...scopeOf(resource), coverage: { state: 'error', reason } });
      })
      .finally(() => this.#watches.delete(watching));
    this.#watches.add(watching);
  }

  /** Namespaces come and go for ever, and nothing is to be followed in those that are gone. */
  #stopGone(): void {
    for (const [key, { resource, stop }] of this.#started) {
      const { kind, namespace } = resource;
      if (!this.#narrowed.has(kind) || namespace === undefined || this.#namespacesOf(kind).has(namespace)) continue;
      stop.abort();
      this.#started.delete(key);
      this.#settled.delete(key);
      this.#tried.delete(key);
    }
  }
}

function keyOf({ kind, namespace = '' }: Resource): string {
  return `${kind}/${namespace}`;
}

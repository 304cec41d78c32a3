/** What was refused at first may be allowed later: it is asked for from time to time, and then read and followed. */
import { errorText } from '../http/errors.ts';
import type { Permissions } from './namespaces.ts';
import { infoOf, type ListedKind, listing, type Resource } from './resource.ts';
import { listAll, scopeOf } from './sync.ts';
import { type WatchDeps, watch } from './watch.ts';

const AGAIN_MS = 60_000;

export interface LaterOptions {
  readonly deps: WatchDeps;
  readonly permissions: Permissions;
  /** Those known by now: where kinds that are denied for the whole cluster are looked for. */
  namespaces(): readonly string[];
  /** What was refused is read now. */
  onRead(resource: Resource): void;
}

export class LaterRights {
  readonly #options: LaterOptions;
  readonly #signal: AbortSignal;
  /** Read namespace by namespace: namespaces that come later belong to them. */
  readonly #narrowed = new Set<ListedKind>();
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

  narrow(kind: ListedKind): void {
    this.#narrowed.add(kind);
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
    if (this.#narrowed.size === 0 && this.#refused.size === 0) return;
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
    for (const resource of this.#wanted()) {
      if (this.#signal.aborted) return;
      if (await this.#isWorthTrying(resource)) await this.#read(resource);
    }
  }

  #wanted(): readonly Resource[] {
    const namespaces = this.#options.namespaces();
    const narrowed = [...this.#narrowed].flatMap((kind) => namespaces.map((namespace) => ({ kind, namespace })));
    return [...this.#refused.values(), ...narrowed].filter((resource) => !this.#settled.has(keyOf(resource)));
  }

  async #isWorthTrying(resource: Resource): Promise<boolean> {
    // No review tells for certain what is allowed outside of namespaces; of these kinds there are few.
    if (resource.namespace === undefined) return true;
    const answer = await this.#options.permissions.answer(infoOf(resource), resource.namespace).catch(() => false);
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

  #watch(resource: Resource, version: string): void {
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
    const namespaces = new Set(this.#options.namespaces());
    for (const [key, { resource, stop }] of this.#started) {
      const { kind, namespace } = resource;
      if (!this.#narrowed.has(kind) || namespace === undefined || namespaces.has(namespace)) continue;
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

/** All kinds of one scan: the whole cluster where that is allowed, else namespace by namespace; then kept current. */
import type { SourceEvent, StreamOptions } from '../../../model/ports.ts';
import type { Coverage, Kind } from '../../../plugin-api/index.ts';
import { ApiError, errorText } from '../http/errors.ts';
import { Batch } from './batch.ts';
import { LaterRights } from './later-rights.ts';
import { Permissions } from './namespaces.ts';
import { infoOf, type ListedKind, listing, objectPath, type Resource } from './resource.ts';
import { coverageOf, decoded, listAll, type SyncDeps, scopeOf } from './sync.ts';
import { watch } from './watch.ts';

const AGAIN_MS = 20_000;

export interface ReaderOptions {
  readonly stream: StreamOptions;
  /** Of the context: looked at when namespaces cannot be listed. */
  readonly namespace: string;
}

/** What a read left behind: where to watch from, or nothing to watch. */
interface Done {
  readonly resource: Resource;
  /** Absent: the list failed, and the watch begins with another try. */
  readonly version?: string;
}

export class Reader {
  readonly #options: ReaderOptions;
  readonly #deps: SyncDeps;
  readonly #batch: Batch;
  readonly #signal: AbortSignal;
  readonly #permissions: Permissions;
  readonly #later: LaterRights;
  readonly #namespaceNames = new Set<string>();
  readonly #namespaceStates = new Map<string, Coverage['state']>();
  readonly #denied = new Set<string>();
  readonly #failures = new Set<string>();
  readonly #watches: Promise<void>[] = [];
  #canListNamespaces = false;

  constructor(options: ReaderOptions, deps: SyncDeps, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    this.#permissions = new Permissions(deps.client, signal);
    const emit = (event: SourceEvent) => {
      this.#learn(event);
      deps.emit(event);
    };
    this.#batch = new Batch(emit);
    this.#deps = { ...deps, emit };
    this.#later = new LaterRights(
      {
        deps: { ...this.#deps, batch: this.#batch },
        permissions: this.#permissions,
        namespaces: () => this.#fallbackNamespaces(),
        onRead: (resource) => this.#readLater(resource),
      },
      signal,
    );
  }

  /** Resolves when everything was read once; watches go on until the signal. */
  async readAll(): Promise<void> {
    const kinds = this.#options.stream.kinds.filter((kind): kind is ListedKind => kind !== 'CustomWorkload');
    if (kinds.length < this.#options.stream.kinds.length) this.#withoutCustomWorkloads();
    for (const resource of kinds.flatMap((kind) => this.#asked(kind)))
      this.#deps.emit({ type: 'coverage', ...scopeOf(resource), coverage: { state: 'syncing' } });
    // Namespaces first: where lists are denied, their names say where else to look.
    if (kinds.includes('Namespace')) await this.#readKind('Namespace');
    await Promise.all(kinds.filter((kind) => kind !== 'Namespace').map((kind) => this.#readKind(kind)));
    if (this.#denied.size > 0) this.#deps.emit({ type: 'message', level: 'warning', text: this.#deniedText() });
    if (this.#options.stream.watch) this.#watches.push(this.#later.follow());
  }

  /** Ends when the signal does. */
  async watched(): Promise<void> {
    await Promise.all(this.#watches);
    this.#batch.flush();
  }

  /** What is about to be read: the kind as a whole, or its part in each of the given namespaces. */
  #asked(kind: ListedKind): readonly Resource[] {
    const { namespaces } = this.#options.stream;
    const isNarrow = infoOf({ kind }).namespaced && namespaces.length > 0;
    return isNarrow ? namespaces.map((namespace) => ({ kind, namespace })) : [{ kind }];
  }

  async #readKind(kind: ListedKind): Promise<void> {
    const { namespaces } = this.#options.stream;
    const isNarrow = this.#asked(kind).some(({ namespace }) => namespace !== undefined);
    const done = isNarrow
      ? [...(await this.#readIn(kind, namespaces)), ...(await this.#readLookups(kind, namespaces))]
      : await this.#readEverywhere(kind);
    if (kind === 'Namespace') this.#canListNamespaces = done.some(({ resource }) => resource.namespace === undefined);
    if (!this.#options.stream.watch) return;
    const deps = { ...this.#deps, batch: this.#batch };
    for (const { resource, version } of done) this.#watches.push(watch(resource, version, deps, this.#signal));
  }

  async #readEverywhere(kind: ListedKind): Promise<readonly Done[]> {
    const resource: Resource = { kind };
    const outcome = await this.#read(resource);
    if (outcome !== 'denied') return outcome === undefined ? [] : [outcome];
    this.#denied.add(listing(resource).replace('list ', ''));
    if (kind === 'Namespace') return this.#readNamedNamespaces();
    if (!infoOf(resource).namespaced) return [];
    this.#later.narrow(kind);
    return this.#readIn(kind, this.#fallbackNamespaces());
  }

  async #readIn(kind: ListedKind, namespaces: readonly string[]): Promise<readonly Done[]> {
    const isWide = this.#options.stream.namespaces.length === 0;
    const results = await Promise.all(
      namespaces.map(async (namespace) => {
        const resource: Resource = { kind, namespace };
        // Where it is only a fallback over many namespaces, asking first saves requests that would be refused.
        if (isWide && !(await this.#permissions.mayList(infoOf(resource), namespace))) return this.#denyIn(resource);
        const outcome = await this.#read(resource);
        if (outcome === 'denied') this.#denied.add(listing(resource).replace('list ', ''));
        return outcome === 'denied' ? undefined : outcome;
      }),
    );
    return results.flatMap((done) => done ?? []);
  }

  /** What checks would like to know of other namespaces; that it is denied is told by the coverage alone. */
  async #readLookups(kind: ListedKind, namespaces: readonly string[]): Promise<readonly Done[]> {
    const lookups = (this.#options.stream.lookups ?? []).filter(
      (lookup) => lookup.kind === kind && !namespaces.includes(lookup.namespace),
    );
    const results = await Promise.all(lookups.map(({ namespace }) => this.#read({ kind, namespace })));
    return results.flatMap((done) => (done === undefined || done === 'denied' ? [] : done));
  }

  /** Reads one resource and says how it went. `undefined`: there is nothing to watch. */
  async #read(resource: Resource): Promise<Done | 'denied' | undefined> {
    try {
      const version = await listAll(resource, this.#deps, { isRelist: false }, this.#signal);
      this.#deps.emit({ type: 'coverage', ...scopeOf(resource), coverage: { state: 'full' } });
      this.#later.settle(resource);
      return { resource, version };
    } catch (error) {
      this.#signal.throwIfAborted();
      const coverage = coverageOf(error, resource);
      this.#deps.emit({ type: 'coverage', ...scopeOf(resource), coverage });
      if (coverage.state === 'denied') return this.#refuse(resource);
      this.#later.settle(resource);
      if (coverage.state === 'absent') return undefined;
      this.#fail(errorText(error), listing(resource));
      return { resource };
    }
  }

  /** Where a kind is denied for the whole cluster, only its parts are asked for again: they may be followed already. */
  #refuse(resource: Resource): 'denied' {
    if (resource.namespace !== undefined || !infoOf(resource).namespaced) this.#later.refuse(resource);
    return 'denied';
  }

  /** The same broken connection fails many lists: it is said once. */
  #fail(text: string, what: string): void {
    const same = text.replaceAll(/ \([^()]*\)/g, '');
    if (this.#failures.has(same)) return;
    this.#failures.add(same);
    this.#deps.emit({ type: 'message', level: 'error', text: text.includes(what) ? text : `${what} failed: ${text}` });
  }

  #denyIn(resource: Resource): undefined {
    this.#later.refuse(resource);
    this.#deps.emit({
      type: 'coverage',
      ...scopeOf(resource),
      coverage: { state: 'denied', reason: `${listing(resource)} is denied to you` },
    });
    return undefined;
  }

  #learn(event: SourceEvent): void {
    if (!('kind' in event) || event.kind !== 'Namespace') return;
    if (event.type === 'upsert') for (const { object } of event.items) this.#namespaceNames.add(object.metadata.name);
    if (event.type === 'retain') this.#namespaceNames.clear();
    if (event.type === 'retain') for (const { name } of event.refs) this.#namespaceNames.add(name);
    if (event.type === 'remove') for (const { name } of event.refs) this.#namespaceNames.delete(name);
  }

  /** Once namespaces may be listed, none has to be read by name any more. */
  #readLater({ kind }: Resource): void {
    if (kind !== 'Namespace') return;
    this.#canListNamespaces = true;
    for (const name of this.#namespaceStates.keys()) this.#coverNamespace(name, { state: 'full' });
  }

  #fallbackNamespaces(): readonly string[] {
    const { namespaces } = this.#options.stream;
    if (namespaces.length > 0) return namespaces;
    return this.#canListNamespaces ? [...this.#namespaceNames].sort() : [this.#options.namespace];
  }

  /** Without the right to list namespaces, the known ones may still be read by name. */
  async #readNamedNamespaces(): Promise<readonly Done[]> {
    const names = new Set([...this.#options.stream.namespaces, this.#options.namespace]);
    await Promise.all(Array.from(names, (name) => this.#readNamespace(name)));
    if (this.#options.stream.watch) this.#watches.push(this.#readNamespacesAgain([...names]));
    return [];
  }

  /** A namespace that may only be read by name cannot be watched: it is looked at from time to time. */
  async #readNamespacesAgain(names: readonly string[]): Promise<void> {
    const { clock } = this.#deps.client;
    while (!this.#signal.aborted) {
      await clock.sleep(AGAIN_MS, this.#signal).catch(() => undefined);
      if (this.#signal.aborted || this.#canListNamespaces) return;
      await Promise.all(names.map((name) => this.#readNamespace(name))).catch(() => undefined);
    }
  }

  async #readNamespace(name: string): Promise<void> {
    const resource: Resource = { kind: 'Namespace' };
    try {
      const request = { path: objectPath(infoOf(resource), name), what: `get namespace ${name}` };
      const { value } = await this.#deps.client.json(request, this.#signal);
      const item = decoded(value, resource, this.#deps);
      if (item !== undefined) this.#deps.emit({ type: 'upsert', kind: 'Namespace', items: [item] });
      this.#coverNamespace(name, { state: 'full' });
    } catch (error) {
      this.#signal.throwIfAborted();
      const status = error instanceof ApiError ? error.status : 0;
      if (status === 403)
        this.#coverNamespace(name, { state: 'denied', reason: `get namespace ${name} is denied to you` });
      else if (status === 404)
        this.#coverNamespace(name, { state: 'absent', reason: `the namespace ${name} is not there` });
      else {
        this.#coverNamespace(name, { state: 'error', reason: errorText(error) });
        this.#fail(errorText(error), `get namespace ${name}`);
      }
    }
  }

  /** Only what is news. */
  #coverNamespace(name: string, coverage: Coverage): void {
    if (this.#namespaceStates.get(name) === coverage.state) return;
    this.#namespaceStates.set(name, coverage.state);
    this.#deps.emit({ type: 'coverage', kind: 'Namespace', namespace: name, coverage });
  }

  #withoutCustomWorkloads(): void {
    const reason = 'custom resources are not listed: their pods are seen as pods';
    this.#deps.emit({ type: 'coverage', kind: 'CustomWorkload' satisfies Kind, coverage: { state: 'absent', reason } });
  }

  #deniedText(): string {
    const kinds = [...this.#denied].sort();
    const shown = kinds.slice(0, 8).join(', ') + (kinds.length > 8 ? ` and ${kinds.length - 8} more` : '');
    return `unknown, not passed: you may not list ${shown}. Checks that need them stay unknown.`;
  }
}

/**
 * All kinds of one scan: the whole cluster where that is wanted and allowed, else namespace by namespace; then kept
 * current. That Secrets may not be listed is how it should be for most, and warned of by nobody.
 */
import { isMetadataOnly, isResourceName, KINDS, type KindInfo } from '../../../kube/kinds.ts';
import type { KindRequest, SourceEvent, StreamOptions } from '../../../model/ports.ts';
import type { Coverage, ResourceName } from '../../../plugin-api/index.ts';
import { Batch } from './batch.ts';
import { type Done, LaterRights } from './later-rights.ts';
import { NamedNamespaces } from './named-namespaces.ts';
import { Permissions } from './namespaces.ts';
import { type ListedKind, listing, named, type Resource } from './resource.ts';
import { coverageOf, listAll, type SyncDeps, scopeOf } from './sync.ts';
import { Troubles } from './troubles.ts';
import { watch } from './watch.ts';

const HEAD_START_MS = 1000;

export interface ReaderOptions {
  readonly stream: StreamOptions;
  /** Of the context: looked at when namespaces cannot be listed. */
  readonly namespace: string;
}

type ListRequest = KindRequest & { readonly kind: ListedKind };

export class Reader {
  readonly #options: ReaderOptions;
  readonly #requests: readonly ListRequest[];
  readonly #deps: SyncDeps;
  readonly #batch: Batch;
  readonly #signal: AbortSignal;
  readonly #permissions: Permissions;
  readonly #later: LaterRights;
  readonly #named: NamedNamespaces;
  readonly #troubles: Troubles;
  readonly #namespaceNames = new Set<string>();
  /** Of custom resources: what discovery said last. */
  readonly #discovered = new Map<ListedKind, Coverage['state']>();
  readonly #watches: Promise<void>[] = [];
  #canListNamespaces = false;

  constructor(options: ReaderOptions, deps: SyncDeps, signal: AbortSignal) {
    this.#options = options;
    this.#requests = options.stream.kinds.filter(
      (request): request is ListRequest => request.kind !== 'CustomWorkload',
    );
    this.#signal = signal;
    this.#permissions = new Permissions(deps.client, signal);
    const emit = (event: SourceEvent) => {
      this.#learn(event);
      deps.emit(event);
    };
    this.#batch = new Batch(emit);
    this.#troubles = new Troubles(emit);
    this.#deps = { ...deps, emit };
    this.#named = new NamedNamespaces(this.#deps, this.#troubles, signal);
    this.#later = new LaterRights(
      {
        deps: { ...this.#deps, batch: this.#batch },
        permissions: this.#permissions,
        namespaces: () => this.#knownNamespaces(),
        onRead: (resource) => this.#readLater(resource),
        readAgain: (kind) => this.#readAgain(kind),
      },
      signal,
    );
  }

  /** Resolves when everything was read once; watches go on until the signal. */
  async readAll(): Promise<void> {
    if (this.#requests.length < this.#options.stream.kinds.length) this.#withoutCustomWorkloads();
    for (const request of this.#requests)
      if (!isResourceName(request.kind)) this.#announce(this.#asked(request, KINDS[request.kind]));
    const [namespaces, pods] = [this.#requestsOf('Namespace'), this.#requestsOf('Pod')];
    const others = this.#requests.filter((request) => ![...namespaces, ...pods].includes(request));
    // Namespaces first: where lists are denied, their names say where else to look.
    await this.#readKinds(namespaces);
    const reading = this.#readKinds(others);
    if (others.length > 0 && pods.length > 0) await this.#headStart(reading);
    await Promise.all([reading, this.#readKinds(pods)]);
    this.#troubles.tellDenied();
    if (this.#options.stream.watch) this.#watches.push(this.#later.follow());
  }

  /** Ends when the signal does. */
  async watched(): Promise<void> {
    await Promise.all(this.#watches);
    this.#batch.flush();
  }

  #requestsOf(kind: ListedKind): readonly ListRequest[] {
    return this.#requests.filter((request) => request.kind === kind);
  }

  /** Lists start in this order. */
  async #readKinds(requests: readonly ListRequest[]): Promise<void> {
    await Promise.all(requests.map(async (request) => this.#follow(await this.#readKind(request))));
  }

  /** Pods are most of what there is: what can be judged without them comes before them, unless it takes long. */
  async #headStart(reading: Promise<void>): Promise<void> {
    const stop = new AbortController();
    const waited = this.#deps.client.clock.sleep(HEAD_START_MS, stop.signal).catch(() => undefined);
    try {
      await Promise.race([reading, waited]);
    } finally {
      stop.abort();
    }
  }

  #follow(done: readonly Done[]): void {
    if (!this.#options.stream.watch) return;
    const deps = { ...this.#deps, batch: this.#batch };
    for (const { resource, version } of done) this.#watches.push(watch(resource, version, deps, this.#signal));
  }

  async #readKind(request: ListRequest): Promise<readonly Done[]> {
    const { kind } = request;
    if (!isResourceName(kind)) return this.#readParts(request, KINDS[kind]);
    const info = await this.#discover(kind);
    if (info === undefined) return [];
    this.#announce(this.#asked(request, info));
    return this.#readParts(request, info);
  }

  async #readAgain(kind: ListedKind): Promise<readonly Done[]> {
    const request = this.#requests.find((each) => each.kind === kind);
    return request === undefined ? [] : this.#readKind(request);
  }

  /** `undefined`: not served, or it is not known whether; coverage tells. */
  async #discover(kind: ResourceName): Promise<KindInfo | undefined> {
    const found = await this.#deps.served.find(kind);
    this.#later.setServed(kind, 'info' in found);
    if ('info' in found) {
      this.#discovered.set(kind, 'full');
      return found.info;
    }
    const { coverage, failure } = found;
    if (this.#discovered.get(kind) === coverage.state) return undefined;
    this.#discovered.set(kind, coverage.state);
    this.#deps.emit({ type: 'coverage', kind, coverage });
    if (coverage.state === 'denied') this.#troubles.deny(kind);
    if (failure !== undefined) this.#troubles.fail(failure, 'discovery of custom resources');
    return undefined;
  }

  /** What is about to be read: the kind as a whole, or its part in each of the namespaces. */
  #asked({ kind, everywhere, namespaces: further }: ListRequest, info: KindInfo): readonly Resource[] {
    const { namespaces } = this.#options.stream;
    if (everywhere || namespaces.length === 0 || !info.namespaced) return [{ kind, info }];
    return Array.from(new Set([...namespaces, ...further]), (namespace) => ({ kind, info, namespace }));
  }

  #announce(resources: readonly Resource[]): void {
    for (const resource of resources)
      this.#deps.emit({ type: 'coverage', ...scopeOf(resource), coverage: { state: 'syncing' } });
  }

  async #readParts(request: ListRequest, info: KindInfo): Promise<readonly Done[]> {
    const [first] = this.#asked(request, info);
    if (first === undefined || first.namespace !== undefined) return this.#readByNamespace(request, info);
    const outcome = await this.#read(first);
    const { kind, namespaces: further } = request;
    if (kind === 'Namespace') this.#canListNamespaces = outcome !== 'denied' && outcome !== undefined;
    if (outcome !== 'denied') return outcome === undefined ? [] : [outcome];
    if (!isMetadataOnly(kind)) this.#troubles.deny(named(first));
    if (kind === 'Namespace') return this.#readNamedNamespaces();
    if (!info.namespaced) return [];
    this.#later.narrow(first, further);
    return this.#readByNamespace(request, info);
  }

  async #readByNamespace({ kind, namespaces }: ListRequest, info: KindInfo): Promise<readonly Done[]> {
    const known = this.#knownNamespaces();
    const further = namespaces.filter((namespace) => !known.includes(namespace));
    const resources = [...known, ...further].map((namespace) => ({ kind, info, namespace }));
    this.#announce(resources);
    const results = await Promise.all(
      resources.map((resource) => this.#readIn(resource, { isQuiet: further.includes(resource.namespace) })),
    );
    return results.flatMap((done) => done ?? []);
  }

  /** `isQuiet`: only checks would like to know of it, and that it is denied is told by the coverage alone. */
  async #readIn(
    resource: Resource & { readonly namespace: string },
    { isQuiet }: { readonly isQuiet: boolean },
  ): Promise<Done | undefined> {
    // Where it is only a fallback over many namespaces, asking first saves requests that would be refused.
    const isFallback = this.#options.stream.namespaces.length === 0;
    if (isFallback && !(await this.#permissions.mayList(resource.info, resource.namespace)))
      return this.#denyIn(resource);
    const outcome = await this.#read(resource);
    if (outcome !== 'denied') return outcome;
    if (!isQuiet && !isMetadataOnly(resource.kind)) this.#troubles.deny(named(resource));
    return undefined;
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
      const coverage = await coverageOf(error, resource, this.#deps);
      this.#deps.emit({ type: 'coverage', ...scopeOf(resource), coverage });
      if (coverage.state === 'denied') return this.#refuse(resource);
      this.#later.settle(resource);
      if (coverage.state === 'absent') return undefined;
      const what = listing(resource);
      this.#troubles.fail((coverage.reason ?? '').replace(`${what} failed: `, ''), what);
      return { resource };
    }
  }

  /** Where a kind is denied for the whole cluster, only its parts are asked for again: they may be followed already. */
  #refuse(resource: Resource): 'denied' {
    if (resource.namespace !== undefined || !resource.info.namespaced) this.#later.refuse(resource);
    return 'denied';
  }

  #denyIn(resource: Resource): undefined {
    this.#later.refuse(resource);
    const coverage = { state: 'denied', reason: `${listing(resource)} is denied to you` } as const;
    this.#deps.emit({ type: 'coverage', ...scopeOf(resource), coverage });
    return undefined;
  }

  #learn(event: SourceEvent): void {
    if (!('kind' in event) || event.kind !== 'Namespace') return;
    if (event.type === 'upsert') for (const { object } of event.items) this.#namespaceNames.add(object.metadata.name);
    if (event.type === 'retain') this.#namespaceNames.clear();
    if (event.type === 'retain') for (const { name } of event.refs) this.#namespaceNames.add(name);
    if (event.type === 'remove') for (const { name } of event.refs) this.#namespaceNames.delete(name);
  }

  #readLater({ kind }: Resource): void {
    if (kind !== 'Namespace') return;
    this.#canListNamespaces = true;
    this.#named.listed();
  }

  /** Those that the scan is about; else all that are known by now. */
  #knownNamespaces(): readonly string[] {
    const { namespaces } = this.#options.stream;
    if (namespaces.length > 0) return namespaces;
    return this.#canListNamespaces ? [...this.#namespaceNames].sort() : [this.#options.namespace];
  }

  /** Without the right to list namespaces, the known ones may still be read by name. */
  async #readNamedNamespaces(): Promise<readonly Done[]> {
    const names = [...new Set([...this.#options.stream.namespaces, this.#options.namespace])];
    await this.#named.read(names);
    if (this.#options.stream.watch) this.#watches.push(this.#named.follow(names));
    return [];
  }

  #withoutCustomWorkloads(): void {
    const reason = 'custom resources are not listed: their pods are seen as pods';
    this.#deps.emit({ type: 'coverage', kind: 'CustomWorkload', coverage: { state: 'absent', reason } });
  }
}

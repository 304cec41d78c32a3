/** Namespace objects read one by one, by their names, where they may not be listed. */
import { KINDS } from '../../../kube/kinds.ts';
import type { Polled } from '../../../model/ports.ts';
import type { Coverage } from '../../../plugin-api/index.ts';
import { errorText } from '../../../text/errors.ts';
import { ApiError, LiveError, saysGone } from '../http/errors.ts';
import { objectPath, type Resource } from './resource.ts';
import { decoded, type SyncDeps } from './sync.ts';
import type { Troubles } from './troubles.ts';

const AGAIN_MS = 20_000;
const NAMESPACES: Resource = { kind: 'Namespace', info: KINDS.Namespace };

export class NamedNamespaces {
  readonly #deps: SyncDeps;
  readonly #troubles: Troubles;
  readonly #signal: AbortSignal;
  readonly #states = new Map<string, Coverage['state']>();
  #isListed = false;

  constructor(deps: SyncDeps, troubles: Troubles, signal: AbortSignal) {
    this.#deps = deps;
    this.#troubles = troubles;
    this.#signal = signal;
  }

  async read(names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => this.#read(name)));
  }

  /** A namespace that may only be read by name cannot be watched: it is looked at from time to time. */
  async follow(names: readonly string[]): Promise<void> {
    const { clock } = this.#deps.client;
    while (!this.#signal.aborted) {
      const readAt = clock.wall();
      this.#tell({ readAt, nextAt: readAt + AGAIN_MS });
      await clock.sleep(AGAIN_MS, this.#signal).catch(() => undefined);
      if (this.#signal.aborted || this.#isListed) return;
      await this.read(names).catch(() => undefined);
    }
  }

  /** Once namespaces may be listed, none has to be read by name. */
  listed(): void {
    this.#isListed = true;
    this.#tell(undefined);
    for (const name of this.#states.keys()) this.#cover(name, { state: 'full' });
  }

  #tell(polled: Polled | undefined): void {
    this.#deps.emit({ type: 'follow', kind: 'Namespace', ...(polled === undefined ? {} : { polled }) });
  }

  async #read(name: string): Promise<void> {
    try {
      const request = { path: objectPath(NAMESPACES.info, name), what: `get namespace ${name}` };
      const { value } = await this.#deps.client.json(request, this.#signal);
      const item = decoded(value, NAMESPACES, this.#deps);
      if (item?.object.metadata.name !== name) throw new LiveError('unreachable', 'the answer is another object');
      this.#deps.emit({ type: 'upsert', kind: 'Namespace', items: [item] });
      this.#cover(name, { state: 'full' });
    } catch (error) {
      this.#signal.throwIfAborted();
      const coverage = coverageOf(error, name);
      this.#cover(name, coverage);
      if (coverage.state === 'error') this.#troubles.fail(errorText(error), `get namespace ${name}`);
    }
  }

  /** Only what is news. */
  #cover(name: string, coverage: Coverage): void {
    if (this.#states.get(name) === coverage.state) return;
    this.#states.set(name, coverage.state);
    this.#deps.emit({ type: 'coverage', kind: 'Namespace', namespace: name, coverage });
  }
}

function coverageOf(error: unknown, name: string): Coverage {
  const status = error instanceof ApiError ? error.status : 0;
  if (status === 403) return { state: 'denied', reason: `get namespace ${name} is denied to you` };
  if (saysGone(error, KINDS.Namespace, name)) return { state: 'absent', reason: `namespace ${name} not found` };
  return { state: 'error', reason: `get namespace ${name} failed: ${errorText(error)}` };
}

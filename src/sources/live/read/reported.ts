/** How current a resource is, told when that changes: followed, listed again and again, or lost. */
import type { Coverage } from '../../../plugin-api/index.ts';
import { errorText } from '../../../text/errors.ts';
import type { Resource } from './resource.ts';
import { coverageOf, type SyncDeps, scopeOf } from './sync.ts';

export class Reported {
  readonly #resource: Resource;
  readonly #deps: SyncDeps;
  #isLost: boolean;
  #isPolled = false;
  #state: Coverage['state'] | undefined;
  #listedAt: number;

  constructor(resource: Resource, deps: SyncDeps, isLost: boolean) {
    this.#resource = resource;
    this.#deps = deps;
    this.#isLost = isLost;
    this.#listedAt = deps.client.clock.wall();
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** `Date.now()` of the last list. */
  get listedAt(): number {
    return this.#listedAt;
  }

  listed(): void {
    this.#listedAt = this.#deps.client.clock.wall();
  }

  followed(): void {
    this.#current();
    if (this.#isPolled) this.#deps.emit({ type: 'follow', ...scopeOf(this.#resource) });
    this.#isPolled = false;
  }

  /** The next list comes so much later. */
  polled(waitMs: number): void {
    this.#current();
    this.#isPolled = true;
    const polled = { readAt: this.#listedAt, nextAt: this.#deps.client.clock.wall() + waitMs };
    this.#deps.emit({ type: 'follow', ...scopeOf(this.#resource), polled });
  }

  async lost(error: unknown): Promise<void> {
    const found = await coverageOf(error, this.#resource, this.#deps);
    // What was read before is still there, only no longer kept current; what is denied now may not be used.
    if (found.state !== 'error') this.#emit(found);
    else if (!this.#isLost)
      this.#emit({ state: 'stale', reason: `not current since the connection was lost: ${errorText(error)}` });
    this.#isLost = true;
  }

  #current(): void {
    if (!this.#isLost) return;
    this.#isLost = false;
    this.#emit({ state: 'full' });
  }

  #emit(coverage: Coverage): void {
    if (this.#state === coverage.state) return;
    this.#state = coverage.state;
    this.#deps.emit({ type: 'coverage', ...scopeOf(this.#resource), coverage });
  }
}

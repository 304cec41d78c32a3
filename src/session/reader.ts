/** Follows a source into the inventory and the engine, and says when there is something new to show. */
import type { Engine } from '../engine/index.ts';
import type { Delta, Inventory } from '../inventory/index.ts';
import type { Message, Source, SourceEvent, StreamOptions } from '../model/ports.ts';
import type { HardenStore } from '../store/state.ts';
import { HeldChanges } from './held-changes.ts';
import { Polling } from './polling.ts';
import { Progress } from './progress.ts';
import { Reading } from './reading.ts';
import { showRetry, showStaleness } from './staleness.ts';

/** Evaluation gives the screen a turn after this long; later where others take long turns, or it would starve. */
const SLICE_MS = 8;
const LONGEST_SLICE_MS = 40;
/** Changes are shown at most this often: a person sees no difference, the terminal does. */
const PUBLISH_MS = 100;

export interface ReaderOptions {
  readonly source: Source;
  readonly stream: StreamOptions;
  readonly inventory: Inventory;
  readonly engine: Engine;
  readonly store: HardenStore;
  /** Called after an evaluation; `settled` is false while the first read is under way. */
  publish(settled: boolean): void;
  now(): number;
}

export class Reader {
  readonly #options: ReaderOptions;
  readonly #reading = new Reading();
  readonly #held = new HeldChanges(this.#reading);
  readonly #progress: Progress;
  readonly #polling = new Polling();
  readonly messages: Message[] = [];
  #synced = false;
  #pending: Promise<void> | undefined;
  #isChanged = false;
  #shownAt = Number.NEGATIVE_INFINITY;
  readonly #stop = new AbortController();
  #failure: { readonly error: unknown } | undefined;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#progress = new Progress(options.stream.kinds, this.#reading);
  }

  /** Whether the first complete read is done. */
  get isSynced(): boolean {
    return this.#synced;
  }

  /** Resolves when the stream ends; rejects when the source cannot go on at all, or an evaluation failed. */
  async follow(signal: AbortSignal): Promise<void> {
    const { source, stream } = this.#options;
    try {
      for await (const event of source.stream(stream, AbortSignal.any([signal, this.#stop.signal]))) {
        this.#take(event);
        if (event.type === 'synced') await this.#settle();
        else if (stream.watch) this.#schedule();
      }
    } catch (error) {
      throw this.#failure?.error ?? error;
    }
    await this.#pending;
    if (this.#failure !== undefined) throw this.#failure.error;
    if (!this.#synced) await this.#settle();
  }

  /** Something other than the source has changed what is evaluated. */
  changed(): void {
    this.#isChanged = true;
    this.#schedule();
  }

  #take(event: SourceEvent): void {
    const { inventory, store, now } = this.#options;
    if (event.type === 'message') this.#say(messageOf(event));
    else if (event.type === 'retry') showRetry(store, event.at, now());
    else if (event.type === 'follow') this.#polling.show(event, store, now());
    else if (event.type === 'synced') this.#synced = true;
    else {
      this.#reading.see(event);
      this.#consider(this.#held.take(event, inventory.apply(event)));
      this.#progress.count(event);
      if (event.type === 'coverage' && this.#synced) showStaleness(inventory, store, now());
    }
    if (!this.#synced) store.setState({ progress: this.#progress.now() });
  }

  #consider(delta: Delta | undefined): void {
    if (delta === undefined) return;
    this.#options.engine.update(delta);
    this.#isChanged = true;
  }

  #say(message: Message): void {
    if (this.messages.some(({ text }) => text === message.text)) return;
    this.messages.push(message);
    const { store, now } = this.#options;
    store.setState(({ messages }) => ({ messages: [...messages, { ...message, at: now() }] }));
    this.#isChanged = true;
  }

  /** One evaluation at a time; changes that arrive meanwhile are picked up by the next. */
  #schedule(): void {
    if (this.#pending !== undefined || !this.#isChanged) return;
    this.#pending = new Promise<void>((resolve) => setTimeout(resolve, PUBLISH_MS))
      .then(() => this.#evaluate())
      .catch((error: unknown) => {
        this.#failure = { error };
        this.#stop.abort();
      })
      .finally(() => {
        this.#pending = undefined;
        if (this.#isChanged && this.#failure === undefined) this.#schedule();
      });
  }

  async #settle(): Promise<void> {
    this.#synced = true;
    this.#consider(this.#held.end());
    this.#reportMissingNamespaces();
    await this.#pending;
    await this.#evaluate();
  }

  /** A namespace that was asked for by name and is not there is a mistake of the caller, not a clean scan. */
  #reportMissingNamespaces(): void {
    const { stream, inventory, source } = this.#options;
    for (const name of stream.namespaces) {
      const { state } = inventory.coverage('Namespace', name);
      if (!inventory.hasNamespace(name) && (state === 'full' || state === 'absent'))
        this.#say({ level: 'error', text: `namespace ${name} not found in ${source.label}` });
    }
  }

  async #evaluate(): Promise<void> {
    this.#isChanged = false;
    const { engine, publish } = this.#options;
    let began = performance.now();
    let slice = SLICE_MS;
    for (const _ of engine.evaluate()) {
      const ended = performance.now();
      if (ended - began < slice) continue;
      this.#showEarly(ended);
      await new Promise<void>((resolve) => setImmediate(resolve));
      began = performance.now();
      slice = Math.min(Math.max(SLICE_MS, began - ended), LONGEST_SLICE_MS);
    }
    publish(this.#synced);
    this.#shownAt = performance.now();
  }

  /** While the first read is under way what is judged is shown at once, not when all of it is. */
  #showEarly(now: number): void {
    if (this.#synced || now - this.#shownAt < PUBLISH_MS) return;
    this.#options.publish(false);
    this.#shownAt = performance.now();
  }
}

function messageOf({ level, text, unread, isSkipped }: Message): Message {
  return {
    level,
    text,
    ...(unread === undefined ? {} : { unread }),
    ...(isSkipped === undefined ? {} : { isSkipped }),
  };
}

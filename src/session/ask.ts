/** One question about the whole of a source: what it needs is read once, nothing is judged and nothing can be changed. */
import { deriveFrom, type TableRows } from '../engine/index.ts';
import { createInventory } from '../inventory/index.ts';
import type { Message, Source } from '../model/ports.ts';
import type { Fact } from '../plugin-api/index.ts';
import { needsOfFact } from './needs.ts';

export interface Answered<T> {
  readonly value: T;
  /** What the source said, each once. */
  readonly messages: readonly Message[];
}

export interface AskOptions {
  readonly source: Source;
  readonly signal: AbortSignal;
  /** Rows that the operator has added to tables. */
  readonly tables?: TableRows;
}

/** Rejects when the source cannot be read. */
export async function askFact<T>(fact: Fact<T>, { source, signal, tables }: AskOptions): Promise<Answered<T>> {
  const inventory = createInventory();
  const messages = new Map<string, Message>();
  await source.identity(signal);
  for await (const event of source.stream({ ...needsOfFact(fact), namespaces: [], watch: false }, signal)) {
    if (event.type === 'message') messages.set(event.text, event);
    else inventory.apply(event);
  }
  signal.throwIfAborted();
  const isCluster = source.type !== 'files';
  return {
    value: deriveFrom(fact, inventory, { isCluster, ...(tables === undefined ? {} : { tables }) }),
    messages: [...messages.values()],
  };
}

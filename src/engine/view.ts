/** The window of one check on the inventory: what it declared, nothing else, and how much of it was seen. */
import type { Inventory } from '../inventory/index.ts';
import {
  type AnyFact,
  type AnyRead,
  type Coverage,
  isFactRead,
  type Listable,
  type ObjectRead,
  type Reach,
  type Seen,
  type StoredKind,
  type Table,
  type View,
} from '../plugin-api/index.ts';
import { type Extent, extentOfRead, NOTHING } from './extent.ts';
import type { FactStore } from './facts.ts';
import { coverageIn, coverageOfRead, isReadable, objectReadsOfFact, worst } from './reads.ts';

export type ReadListener = (check: string, read: AnyRead) => void;
/** Rows that the operator has added, by the id of the table. */
export type TableRows = ReadonlyMap<string, readonly object[]>;

export interface ViewContext {
  readonly inventory: Inventory;
  readonly facts: FactStore;
  /** Whether the source can show a whole cluster. */
  readonly isCluster: boolean;
  readonly tables?: TableRows;
  readonly onRead?: ReadListener;
  /** Notes which of the declared reads were used. */
  readonly used?: Used;
}

/** What has been asked for, collected until it is taken. */
export class Used {
  #extent: Extent = NOTHING;

  add(index: number): void {
    this.#extent |= extentOfRead(index);
  }

  take(): Extent {
    const extent = this.#extent;
    this.#extent = NOTHING;
    return extent;
  }
}

/** Who looks: its name for errors, its declared reads, and its namespace (`undefined`: cluster-scoped). */
export interface Viewer {
  readonly name: string;
  readonly reads: readonly AnyRead[];
  readonly namespace: string | undefined;
}

/** Throws when something is asked for that was not declared. */
export function viewFor(viewer: Viewer, context: ViewContext): View<never> {
  return new InventoryView(viewer, context) as unknown as View<never>;
}

class InventoryView {
  readonly #viewer: Viewer;
  readonly #context: ViewContext;
  readonly isCluster: boolean;

  constructor(viewer: Viewer, context: ViewContext) {
    this.#viewer = viewer;
    this.#context = context;
    this.isCluster = context.isCluster;
  }

  own(kind: Listable): Seen<readonly unknown[]> {
    this.#declared(kind, ['own', 'all']);
    const { namespace } = this.#viewer;
    return this.#seen(this.#listed(kind, namespace), coverageIn(this.#context.inventory, kind, namespace));
  }

  all(kind: Listable): Seen<readonly unknown[]> {
    this.#declared(kind, ['all']);
    return this.#seen(this.#listed(kind, undefined), coverageIn(this.#context.inventory, kind, undefined));
  }

  named(kind: Listable, namespace?: string): Seen<readonly unknown[]> {
    const { namespaces = [] } = this.#declared(kind, ['named'], namespace);
    const asked = namespace === undefined ? namespaces : [namespace];
    const coverage = worst(asked.map((name) => coverageIn(this.#context.inventory, kind, name)));
    const value = asked.flatMap((name) => this.#listed(kind, name));
    return this.#seen(value, coverage);
  }

  get(kind: StoredKind, name: string): Seen<unknown> {
    const { reach } = this.#declared(kind, ['own', 'all']);
    const { inventory } = this.#context;
    const { namespace } = this.#viewer;
    const found = namespace === undefined ? undefined : inventory.get(kind, name, namespace);
    // Whether a cluster-scoped object is there, such as a Namespace, only a look at all of them tells.
    const scope = reach === 'all' ? undefined : namespace;
    return this.#seen(found ?? inventory.get(kind, name), coverageIn(inventory, kind, scope));
  }

  getIn(kind: StoredKind, namespace: string, name: string): Seen<unknown> {
    this.#declared(kind, ['all', 'named'], namespace);
    const { inventory } = this.#context;
    return this.#seen(inventory.get(kind, name, namespace), coverageIn(inventory, kind, namespace));
  }

  evidence(kind: never): unknown {
    this.#declared(kind, ['own']);
    return this.#context.inventory.evidence(kind);
  }

  derive(fact: AnyFact): Seen<unknown> {
    const declared = this.#found((read) => isFactRead(read) && read.fact === fact);
    if (declared === undefined) throw new TypeError(`${this.#viewer.name} derives ${fact.name} without declaring it`);
    this.#context.onRead?.(this.#viewer.name, declared);
    const namespace = fact.scope === 'cluster' ? undefined : this.#viewer.namespace;
    const viewer = { name: this.#viewer.name, reads: fact.reads, namespace };
    // What a fact looks at is declared by the fact: its own reads are no concern of the listener.
    const { onRead: _, used: __, ...context } = this.#context;
    const value = context.facts.get(fact, namespace, () => fact.derive(viewFor(viewer, context), namespace));
    const needed = objectReadsOfFact(fact).filter(({ need }) => need === 'must');
    return this.#seen(value, worst(needed.map((read) => coverageOfRead(context.inventory, read, namespace))));
  }

  table<Row extends object>(table: Table<Row>): readonly Row[] {
    // Added rows were checked against the columns of this table when the configuration was read.
    const added = (this.#context.tables?.get(table.id) ?? []) as readonly Row[];
    return added.length === 0 ? table.rows : [...table.rows, ...added];
  }

  #listed(kind: Listable, namespace: string | undefined): readonly unknown[] {
    const { inventory } = this.#context;
    if (kind === 'Workload') return inventory.workloads(namespace);
    return kind === 'IdleWorkload' ? inventory.idleWorkloads(namespace) : inventory.list(kind, namespace);
  }

  #seen<T>(value: T, coverage: Coverage): Seen<T> {
    const isRead = isReadable(coverage.state);
    return { value, coverage, isRead, isWhole: isRead && this.isCluster };
  }

  /** `namespace`: has to be among those of a read by name. A cluster-scoped viewer's own scope is the cluster. */
  #declared(what: string, reaches: readonly Reach[], namespace?: string): ObjectRead {
    const { name, namespace: own } = this.#viewer;
    const found = this.#found((read): read is ObjectRead => {
      if (isFactRead(read) || read.what !== what) return false;
      if (read.reach === 'named')
        return reaches.includes('named') && (namespace === undefined || read.namespaces?.includes(namespace) === true);
      if (reaches.includes(read.reach)) return true;
      return read.reach === 'own' && (own === undefined || (namespace !== undefined && namespace === own));
    });
    if (found === undefined)
      throw new TypeError(`${name} reads ${what} beyond what it declares (${reaches.join(', ')})`);
    this.#context.onRead?.(name, found);
    return found;
  }

  #found<R extends AnyRead = AnyRead>(
    isMeant: ((read: AnyRead) => read is R) | ((read: AnyRead) => boolean),
  ): R | undefined {
    const index = this.#viewer.reads.findIndex(isMeant);
    if (index >= 0) this.#context.used?.add(index);
    return this.#viewer.reads[index] as R | undefined;
  }
}

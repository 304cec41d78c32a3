/** The window of one check on the inventory: what it declared, nothing else, and how much of it was seen. */
import type { Inventory } from '../../inventory/index.ts';
import {
  type AnyFact,
  type AnyRead,
  type AnyTable,
  type Coverage,
  isFactRead,
  type Listable,
  type ObjectRead,
  type Reach,
  type Seen,
  type StoredKind,
  type Table,
  type View,
} from '../../plugin-api/index.ts';
import type { TableRows } from '../registry/tables.ts';
import type { FactStore } from './facts.ts';
import { coverageIn, coverageOfRead, isReadable, objectReadsOfFact, worst } from './reads.ts';
import type { Trace } from './trace.ts';

export type ReadListener = (check: string, read: AnyRead | AnyTable) => void;

export interface ViewContext {
  readonly inventory: Inventory;
  readonly facts: FactStore;
  /** Whether the source can show a whole cluster. */
  readonly isCluster: boolean;
  readonly tables?: TableRows;
  readonly onRead?: ReadListener;
  readonly trace?: Trace;
  /** What was read in part counts as all there is: what would be said then shows what may be overturned. */
  readonly supposesWhole?: boolean;
}

/** Who looks: its name for errors, its declared reads, and its namespace (`undefined`: cluster-scoped). */
export interface Viewer {
  readonly name: string;
  readonly reads: readonly AnyRead[];
  readonly tables?: readonly AnyTable[] | undefined;
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
    const { index } = this.#declared(kind, ['own', 'all']);
    const { namespace } = this.#viewer;
    const coverage = this.#coverage(kind, namespace);
    return this.#seen(index, coverage, () => this.#listed(kind, namespace));
  }

  all(kind: Listable): Seen<readonly unknown[]> {
    const { index } = this.#declared(kind, ['all']);
    const coverage = this.#coverage(kind, undefined);
    return this.#seen(index, coverage, () => this.#listed(kind, undefined));
  }

  named(kind: Listable, namespace?: string): Seen<readonly unknown[]> {
    const { read, index } = this.#declared(kind, ['named'], namespace);
    const asked = namespace === undefined ? (read.namespaces ?? []) : [namespace];
    const coverage = worst(asked.map((name) => this.#coverage(kind, name)));
    return this.#seen(index, coverage, () => asked.flatMap((name) => this.#listed(kind, name)));
  }

  get(kind: StoredKind, name: string): Seen<unknown> {
    const { read, index } = this.#declared(kind, ['own', 'all']);
    const { inventory } = this.#context;
    const { namespace } = this.#viewer;
    const found = namespace === undefined ? undefined : inventory.get(kind, name, namespace);
    // Whether a cluster-scoped object is there, such as a Namespace, only a look at all of them tells.
    const scope = read.reach === 'all' ? undefined : namespace;
    return this.#seen(index, this.#coverage(kind, scope), () => found ?? inventory.get(kind, name));
  }

  getIn(kind: StoredKind, namespace: string, name: string): Seen<unknown> {
    const { index } = this.#declared(kind, ['all', 'named'], namespace);
    const { inventory } = this.#context;
    return this.#seen(index, this.#coverage(kind, namespace), () => inventory.get(kind, name, namespace));
  }

  evidence(kind: never): unknown {
    const { index } = this.#declared(kind, ['own']);
    this.#context.trace?.add(index);
    return this.#context.inventory.evidence(kind);
  }

  derive(fact: AnyFact): Seen<unknown> {
    const { name, reads, namespace: own } = this.#viewer;
    const index = reads.findIndex((read) => isFactRead(read) && read.fact === fact);
    const declared = reads[index];
    if (declared === undefined) throw new TypeError(`${name} derives ${fact.name} without declaring it`);
    this.#context.onRead?.(name, declared);
    const { inventory, trace } = this.#context;
    const namespace = fact.scope === 'cluster' ? undefined : own;
    const coverage = worst(
      objectReadsOfFact(fact).map((read) => this.#supposed(coverageOfRead(inventory, read, namespace))),
    );
    const value = factFor(fact, this.#viewer, this.#context);
    return seen(coverage, this.isCluster, () => trace?.follow(index, value) ?? value);
  }

  table<Row extends object>(table: Table<Row>): readonly Row[] {
    const { name, tables = [] } = this.#viewer;
    if (!(tables as readonly unknown[]).includes(table))
      throw new TypeError(`${name} uses the table ${table.id} without declaring it`);
    this.#context.onRead?.(name, table as unknown as AnyTable);
    // Added rows were checked against the columns of this table when the configuration was read.
    const added = (this.#context.tables?.get(table.id) ?? []) as readonly Row[];
    return added.length === 0 ? table.rows : [...table.rows, ...added];
  }

  #coverage(kind: Listable, namespace: string | undefined): Coverage {
    return this.#supposed(coverageIn(this.#context.inventory, kind, namespace));
  }

  #supposed(coverage: Coverage): Coverage {
    return this.#context.supposesWhole === true && coverage.isPartial === true ? { state: 'full' } : coverage;
  }

  #listed(kind: Listable, namespace: string | undefined): readonly unknown[] {
    const { inventory } = this.#context;
    if (kind === 'Workload') return inventory.workloads(namespace);
    return kind === 'IdleWorkload' ? inventory.idleWorkloads(namespace) : inventory.list(kind, namespace);
  }

  #seen<T>(index: number, coverage: Coverage, look: () => T): Seen<T> {
    return seen(coverage, this.isCluster, () => {
      this.#context.trace?.add(index);
      return look();
    });
  }

  /** `namespace`: has to be among those of a read by name. A cluster-scoped viewer's own scope is the cluster. */
  #declared(what: string, reaches: readonly Reach[], namespace?: string): Declared {
    const { name, reads, namespace: own } = this.#viewer;
    const index = reads.findIndex((read) => {
      if (isFactRead(read) || read.what !== what) return false;
      if (read.reach === 'named')
        return reaches.includes('named') && (namespace === undefined || read.namespaces?.includes(namespace) === true);
      if (reaches.includes(read.reach)) return true;
      return read.reach === 'own' && (own === undefined || (namespace !== undefined && namespace === own));
    });
    const read = reads[index];
    if (read === undefined || isFactRead(read))
      throw new TypeError(`${name} reads ${what} beyond what it declares (${reaches.join(', ')})`);
    this.#context.onRead?.(name, read);
    return { read, index };
  }
}

/** Found among the declared reads, with its place there. */
interface Declared {
  readonly read: ObjectRead;
  readonly index: number;
}

/** Whoever asks only how much was seen does not depend on what was. */
function seen<T>(coverage: Coverage, isCluster: boolean, look: () => T): Seen<T> {
  const isRead = isReadable(coverage.state);
  let found: { readonly value: T } | undefined;
  return {
    get value() {
      found ??= { value: look() };
      return found.value;
    },
    coverage,
    isRead,
    isWhole: isRead && isCluster,
  };
}

/** A fact as the viewer sees it now. */
function factFor(fact: AnyFact, { name, namespace: own }: Viewer, context: ViewContext): unknown {
  const namespace = fact.scope === 'cluster' ? undefined : own;
  const viewer = { name, reads: fact.reads, tables: fact.tables, namespace };
  // What a fact looks at is declared by the fact: its own reads are no concern of whoever listens.
  const { onRead: _, trace: __, ...rest } = context;
  return context.facts.get(fact, namespace, () => fact.derive(viewFor(viewer, rest), namespace));
}

/** The fact at this place among the declared reads, as the viewer sees it now. */
export function factAt(index: number, viewer: Viewer, context: ViewContext): unknown {
  const read = viewer.reads[index];
  return read !== undefined && isFactRead(read) ? factFor(read.fact, viewer, context) : undefined;
}

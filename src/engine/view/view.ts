/** The window of one check on the inventory: what it declared, nothing else, and how much of it was seen. */
import type { Inventory } from '../../inventory/index.ts';
import { isReadable, worst } from '../../model/coverage.ts';
import {
  type AnyFact,
  type AnyRead,
  type AnyTable,
  type Coverage,
  type Fact,
  isFactRead,
  isLookup,
  isQuestions,
  type Listable,
  type ObjectRead,
  type Questions,
  type Reach,
  type Seen,
  type StoredKind,
  type Table,
  type View,
} from '../../plugin-api/index.ts';
import { rowsOf, type TableRows } from '../registry/tables.ts';
import { factCell, listCell, objectCell } from './cells.ts';
import type { Derive, FactStore } from './facts.ts';
import { keyWithin } from './lookup-index.ts';
import { coverageIn, coverageOfRead, objectReadsOfFact } from './reads.ts';
import type { Looking } from './trace.ts';

export type ReadListener = (check: string, read: AnyRead | AnyTable) => void;

export interface ViewContext {
  readonly inventory: Inventory;
  readonly facts: FactStore;
  /** Whether the source can show a whole cluster. */
  readonly isCluster: boolean;
  readonly tables?: TableRows;
  readonly onRead?: ReadListener;
  readonly trace?: Looking;
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

const OWN_OR_ALL: readonly Reach[] = ['own', 'all'];
const ALL: readonly Reach[] = ['all'];

/** Throws when something is asked for that was not declared. */
export function viewFor(viewer: Viewer, context: ViewContext): View<never> {
  return new InventoryView(viewer, context) as unknown as View<never>;
}

class InventoryView {
  readonly #viewer: Viewer;
  readonly #context: ViewContext;
  readonly isCluster: boolean;
  readonly #ownReads = new Map<StoredKind, ObjectRead>();
  readonly #answers = new Map<Questions<unknown>, unknown>();
  /** What was looked at where nobody takes note of who does: the same for every subject of the unit. */
  readonly #shared = { own: new Map<unknown, Seen<unknown>>(), all: new Map<unknown, Seen<unknown>>() };

  constructor(viewer: Viewer, context: ViewContext) {
    this.#viewer = viewer;
    this.#context = context;
    this.isCluster = context.isCluster;
  }

  own(kind: Listable): Seen<readonly unknown[]> {
    return this.#once('own', kind, () => {
      this.#declared(kind, OWN_OR_ALL);
      return this.#seenIn(kind, this.#viewer.namespace);
    });
  }

  all(kind: Listable): Seen<readonly unknown[]> {
    return this.#once('all', kind, () => {
      this.#declared(kind, ALL);
      return this.#seenIn(kind, undefined);
    });
  }

  #seenIn(kind: Listable, namespace: string | undefined): Seen<readonly unknown[]> {
    return this.#seen(
      () => this.#coverage(kind, namespace),
      () => this.#listed(kind, namespace),
    );
  }

  /** What was declared once is declared for each subject; whoever listens is told each time. */
  #once<T>(reach: 'own' | 'all', what: unknown, make: () => Seen<T>): Seen<T> {
    const { trace, onRead } = this.#context;
    if (trace !== undefined || onRead !== undefined) return make();
    const known = this.#shared[reach].get(what) as Seen<T> | undefined;
    if (known !== undefined) return known;
    const made = make();
    this.#shared[reach].set(what, made);
    return made;
  }

  named(kind: Listable, namespace?: string): Seen<readonly unknown[]> {
    const read = this.#declared(kind, ['named'], namespace);
    const asked = namespace === undefined ? (read.namespaces ?? []) : [namespace];
    return this.#seen(
      () => worst(asked.map((name) => this.#coverage(kind, name))),
      () => asked.flatMap((name) => this.#listed(kind, name)),
    );
  }

  get(kind: StoredKind, name: string): Seen<unknown> {
    // Subject after subject asks for its account. Whoever listens is told each time.
    const known = this.#context.onRead === undefined ? this.#ownReads.get(kind) : undefined;
    const read = known ?? this.#declared(kind, OWN_OR_ALL);
    this.#ownReads.set(kind, read);
    const { namespace } = this.#viewer;
    // Whether a cluster-scoped object is there, such as a Namespace, only a look at all of them tells.
    const scope = read.reach === 'all' ? undefined : namespace;
    return this.#seen(
      () => this.#coverage(kind, scope),
      () => (namespace === undefined ? undefined : this.#found(kind, name, namespace)) ?? this.#found(kind, name),
    );
  }

  getIn(kind: StoredKind, namespace: string, name: string): Seen<unknown> {
    this.#declared(kind, ['all', 'named'], namespace);
    return this.#seen(
      () => this.#coverage(kind, namespace),
      () => this.#found(kind, name, namespace),
    );
  }

  evidence(kind: never): unknown {
    this.#declared(kind, ['own']);
    return this.#context.inventory.evidence(kind);
  }

  derive(fact: AnyFact): Seen<unknown> {
    return this.#once('own', fact, () => this.#derived(fact));
  }

  #derived(fact: AnyFact): Seen<unknown> {
    const { name, reads, namespace: own } = this.#viewer;
    const declared = reads.find((read) => isFactRead(read) && read.fact === fact);
    if (declared === undefined) throw new TypeError(`${name} derives ${fact.name} without declaring it`);
    this.#context.onRead?.(name, declared);
    const { inventory } = this.#context;
    const namespace = fact.scope === 'cluster' ? undefined : own;
    return new SeenLater(
      () => worst(objectReadsOfFact(fact).map((read) => this.#supposed(coverageOfRead(inventory, read, namespace)))),
      this.isCluster,
      () => this.#valueOf(fact),
    );
  }

  #valueOf(fact: AnyFact): unknown {
    const { facts, trace } = this.#context;
    if (isLookup(fact)) {
      const { namespace } = this.#viewer;
      return {
        at: (asked: string) => {
          const key = keyWithin(fact, namespace, asked);
          trace?.look(factCell(fact, key));
          return facts.at(fact, key);
        },
      };
    }
    if (isQuestions(fact)) return this.#answering(fact);
    const value = factFor(fact, this.#viewer, this.#context);
    const scope = fact.scope === 'cluster' ? undefined : this.#viewer.namespace;
    return trace?.follow(fact, factCell(fact, scope ?? ''), value) ?? value;
  }

  /** What is looked up for an answer whoever asks has looked up itself. */
  #answering(fact: Questions<unknown>): unknown {
    const known =
      this.#answers.get(fact) ?? fact.answering(viewFor(insideOf(fact, this.#viewer), unheard(this.#context)));
    this.#answers.set(fact, known);
    return known;
  }

  table<Row extends object>(table: Table<Row>): readonly Row[] {
    const { name, tables = [] } = this.#viewer;
    if (!(tables as readonly unknown[]).includes(table))
      throw new TypeError(`${name} uses the table ${table.id} without declaring it`);
    this.#context.onRead?.(name, table as unknown as AnyTable);
    return rowsOf(table, this.#context.tables);
  }

  #coverage(kind: Listable, namespace: string | undefined): Coverage {
    return this.#supposed(coverageIn(this.#context.inventory, kind, namespace));
  }

  #supposed(coverage: Coverage): Coverage {
    return this.#context.supposesWhole === true && coverage.isPartial === true ? { state: 'full' } : coverage;
  }

  #listed(kind: Listable, namespace: string | undefined): readonly unknown[] {
    const { inventory, trace } = this.#context;
    trace?.look(listCell(kind, namespace));
    if (kind === 'Workload') return inventory.workloads(namespace);
    return kind === 'IdleWorkload' ? inventory.idleWorkloads(namespace) : inventory.list(kind, namespace);
  }

  #found(kind: StoredKind, name: string, namespace?: string): unknown {
    const { inventory, trace } = this.#context;
    trace?.look(objectCell(kind, namespace ?? '', name));
    return inventory.get(kind, name, namespace);
  }

  #seen<T>(coverage: () => Coverage, look: () => T): Seen<T> {
    return new SeenLater(coverage, this.isCluster, look);
  }

  /** `namespace`: has to be among those of a read by name. A cluster-scoped viewer's own scope is the cluster. */
  #declared(what: string, reaches: readonly Reach[], namespace?: string): ObjectRead {
    const { name, reads, namespace: own } = this.#viewer;
    const read = reads.find((read) => {
      if (isFactRead(read) || read.what !== what) return false;
      if (read.reach === 'named')
        return reaches.includes('named') && (namespace === undefined || read.namespaces?.includes(namespace) === true);
      if (reaches.includes(read.reach)) return true;
      return read.reach === 'own' && (own === undefined || (namespace !== undefined && namespace === own));
    });
    if (read === undefined || isFactRead(read))
      throw new TypeError(`${name} reads ${what} beyond what it declares (${reaches.join(', ')})`);
    this.#context.onRead?.(name, read);
    return read;
  }
}

/** Whoever asks only how much was seen does not depend on what was, and the other way round. */
class SeenLater<T> implements Seen<T> {
  readonly #cover: () => Coverage;
  readonly #isCluster: boolean;
  readonly #look: () => T;
  #coverage: Coverage | undefined;
  #found: { readonly value: T } | undefined;

  constructor(cover: () => Coverage, isCluster: boolean, look: () => T) {
    this.#cover = cover;
    this.#isCluster = isCluster;
    this.#look = look;
  }

  get value(): T {
    this.#found ??= { value: this.#look() };
    return this.#found.value;
  }

  get coverage(): Coverage {
    this.#coverage ??= this.#cover();
    return this.#coverage;
  }

  get isRead(): boolean {
    return isReadable(this.coverage.state);
  }

  get isWhole(): boolean {
    return this.isRead && this.#isCluster;
  }
}

/** A fact as the viewer sees it now. */
export function factFor(fact: AnyFact, viewer: Viewer, context: ViewContext): unknown {
  return context.facts.get(fact, viewer.namespace, deriveIn(context, viewer.name));
}

/** `name`: who asked, for errors. */
export function deriveIn(context: ViewContext, name: string): Derive {
  return (fact, namespace, trace) => {
    if (!isDerived(fact)) throw new TypeError(`${fact.name} is asked for keys or answers, not derived`);
    const inside = insideOf(fact, { name, namespace });
    return fact.derive(viewFor(inside, { ...unheard(context), trace }), inside.namespace);
  };
}

function isDerived(fact: AnyFact): fact is Fact<unknown> {
  return 'derive' in fact;
}

function insideOf(fact: AnyFact, { name, namespace }: Pick<Viewer, 'name' | 'namespace'>): Viewer {
  return {
    name,
    reads: fact.reads,
    tables: fact.tables,
    namespace: fact.scope === 'cluster' ? undefined : namespace,
  };
}

/** What a fact looks at is declared by the fact: its own reads are no concern of whoever listens. */
function unheard({ onRead: _, ...context }: ViewContext): ViewContext {
  return context;
}

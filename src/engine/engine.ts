/** Evaluates checks unit by unit (one check, one namespace) and again only where an event changed something. */
import type { Delta, Inventory } from '../inventory/index.ts';
import type { CheckResult, Finding } from '../model/finding.ts';
import type { SourceType } from '../model/ports.ts';
import type { AnyAutomatedCheck, Check, KubeObject, ObjectRef, Workload } from '../plugin-api/index.ts';
import { endingNamespaces } from './deletion.ts';
import { type EvaluationContext, evaluateSubject, unknownResult } from './evaluate.ts';
import { FactStore, touchedBy } from './facts.ts';
import type { Inputs } from './inputs.ts';
import { isReadable, objectReadsOf, readsOf } from './reads.ts';
import { withoutRepeats } from './repeats.ts';
import { type SetByOperator, type SettingOverrides, type SettingsOf, setFor, settingValues } from './settings.ts';
import { CLUSTER_UNIT, clusterRef, kindsOfSubject, namespaceRef, subjectsIn } from './subjects.ts';
import type { TableRows } from './tables.ts';
import { withUniqueIds } from './unique-ids.ts';
import { unobserved } from './unobserved.ts';
import { type ReadListener, viewFor } from './view.ts';

export interface EngineOptions {
  readonly checks: readonly Check[];
  readonly inventory: Inventory;
  readonly sourceType: SourceType;
  /** Names the cluster in findings about it. */
  readonly context: string;
  /** Only these namespaces and what is in them; absent: everything, cluster-scoped subjects included. */
  readonly namespaces?: readonly string[];
  /** What a person has told; read at each evaluation. */
  readonly inputs?: Inputs;
  /** What operators have set. */
  readonly settings?: SettingOverrides;
  readonly tables?: TableRows;
  readonly onRead?: ReadListener;
}

type Units = Map<string, readonly CheckResult[]>;
type Marks = Map<AnyAutomatedCheck, Set<string> | 'all'>;

export class Engine {
  readonly #options: EngineOptions;
  readonly #checks: readonly AnyAutomatedCheck[];
  readonly #results: Map<AnyAutomatedCheck, Units>;
  /** Units to evaluate again; `all` before the first evaluation and after a change that may concern any. */
  readonly #dirty: Marks;
  /** Namespaces being deleted: their subjects are judged otherwise, whatever kinds a check reads. */
  #ending: ReadonlySet<string>;
  #known: ReadonlySet<string>;
  readonly #facts: FactStore;
  readonly #settings: SettingsOf;

  constructor(
    options: EngineOptions,
    from?: {
      readonly results: Map<AnyAutomatedCheck, Units>;
      readonly dirty: Marks;
      readonly ending: ReadonlySet<string>;
      readonly known: ReadonlySet<string>;
      readonly facts: FactStore;
    },
  ) {
    this.#options = options;
    this.#checks = options.checks.filter((check) => check.mode === 'automated');
    this.#results = from?.results ?? new Map();
    this.#dirty = from?.dirty ?? new Map(this.#checks.map((check) => [check, 'all' as const]));
    this.#ending = from?.ending ?? new Set();
    this.#known = from?.known ?? new Set();
    this.#facts = from?.facts ?? new FactStore();
    this.#settings = settingValues(options.settings);
  }

  /** Marks what a change of the inventory makes stale. */
  update(delta: Delta): void {
    this.#facts.update(delta);
    if (delta.objects.some(({ kind }) => kind === 'Namespace')) {
      this.#followEnding();
      this.#followNamespaces();
    }
    for (const check of this.#checks) this.#mark(check, unitsTouched(check, delta));
  }

  /** A namespace that comes or goes changes the set of units. */
  #followNamespaces(): void {
    const known = new Set(this.#options.inventory.namespaceNames());
    const changed = [...known, ...this.#known].filter((name) => known.has(name) !== this.#known.has(name));
    this.#known = known;
    if (changed.length > 0) for (const check of this.#checks) this.#mark(check, [...changed, CLUSTER_UNIT]);
  }

  #followEnding(): void {
    const ending = endingNamespaces(this.#options.inventory);
    const turned = [...ending, ...this.#ending].filter((name) => ending.has(name) !== this.#ending.has(name));
    this.#ending = ending;
    if (turned.length === 0) return;
    // Verdicts on the cluster and on cluster-wide roles may offer changes in them.
    for (const check of this.#checks) this.#mark(check, [...turned, CLUSTER_UNIT]);
  }

  /** Marks a check whose inputs have changed. */
  reconsider(id: string): void {
    for (const check of this.#checks) if (check.meta.id === id) this.#dirty.set(check, 'all');
  }

  /**
   * Evaluates what is stale; yields between units so that a caller may keep a screen alive, and take in events: a mark
   * is taken out before its unit is evaluated, so what is marked meanwhile is evaluated again.
   */
  *evaluate(): Generator<void, void> {
    this.#forgetGone();
    for (const check of this.#checks) {
      const units = this.#results.get(check) ?? new Map();
      this.#results.set(check, units);
      for (let unit = this.#takeMark(check); unit !== undefined; unit = this.#takeMark(check)) {
        if (this.#isUnit(unit)) units.set(unit, this.#evaluateUnit(check, unit));
        else units.delete(unit);
        yield;
      }
    }
  }

  /** Units of namespaces that are gone, whatever kinds their checks read. */
  #forgetGone(): void {
    const known = new Set(this.#unitsOf());
    for (const units of this.#results.values())
      for (const unit of [...units.keys()]) if (!known.has(unit)) units.delete(unit);
  }

  #takeMark(check: AnyAutomatedCheck): string | undefined {
    const marked = this.#dirty.get(check);
    const units = marked === 'all' ? new Set(this.#unitsOf()) : marked;
    const [unit] = units ?? [];
    if (units === undefined || unit === undefined) this.#dirty.delete(check);
    else {
      units.delete(unit);
      this.#dirty.set(check, units);
    }
    return unit;
  }

  evaluateAll(): void {
    for (const _ of this.evaluate());
  }

  results(check: AnyAutomatedCheck): readonly CheckResult[] {
    return [...(this.#results.get(check)?.values() ?? [])].flat();
  }

  /** What of this check operators have set, as far as it is not the default. */
  setFor(check: AnyAutomatedCheck): SetByOperator {
    return setFor(check, this.#options);
  }

  findings(): readonly Finding[] {
    return this.#checks.flatMap((check) => this.results(check).flatMap(({ findings }) => findings));
  }

  /** Ids of the findings that would be open with these objects stored and those removed. Changes nothing here. */
  openWith(upserts: readonly KubeObject[], removes: readonly ObjectRef[]): readonly string[] {
    return this.findingsWith(upserts, removes).map(({ id }) => id);
  }

  findingsWith(upserts: readonly KubeObject[], removes: readonly ObjectRef[]): readonly Finding[] {
    return this.#forked(upserts, removes).findings();
  }

  #forked(upserts: readonly KubeObject[], removes: readonly ObjectRef[]): Engine {
    const inventory = this.#options.inventory.fork();
    const results = new Map([...this.#results].map(([check, units]) => [check, new Map(units)]));
    const dirty = new Map([...this.#dirty].map(([check, units]) => [check, units === 'all' ? units : new Set(units)]));
    const engine = new Engine(
      { ...this.#options, inventory },
      {
        results,
        dirty,
        ending: this.#ending,
        known: this.#known,
        facts: this.#facts.fork(),
      },
    );
    for (const object of upserts) {
      const { apiVersion, kind, metadata } = object;
      const ref = {
        apiVersion,
        kind,
        ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
        name: metadata.name,
      };
      const facts = inventory.factsOf(ref);
      engine.update(
        inventory.apply({
          type: 'upsert',
          kind: inventory.kindOf(ref),
          items: [{ object: unobserved(object, inventory.find(ref)), ...(facts === undefined ? {} : { facts }) }],
        }),
      );
    }
    for (const ref of removes)
      engine.update(inventory.apply({ type: 'remove', kind: inventory.kindOf(ref), refs: [ref] }));
    engine.evaluateAll();
    return engine;
  }

  #mark(check: AnyAutomatedCheck, units: readonly string[] | 'all'): void {
    const dirty = this.#dirty.get(check);
    if (dirty === 'all') return;
    if (units === 'all') this.#dirty.set(check, 'all');
    else this.#dirty.set(check, new Set([...(dirty ?? []), ...units]));
  }

  #isUnit(unit: string): boolean {
    const { namespaces, inventory } = this.#options;
    if (namespaces !== undefined) return namespaces.includes(unit);
    return unit === CLUSTER_UNIT || inventory.hasNamespace(unit);
  }

  #unitsOf(): readonly string[] {
    const { namespaces, inventory } = this.#options;
    return namespaces ?? [CLUSTER_UNIT, ...inventory.namespaceNames()];
  }

  #evaluateUnit(check: AnyAutomatedCheck, unit: string): readonly CheckResult[] {
    const { inventory, sourceType, context, inputs, tables, onRead } = this.#options;
    const viewer = {
      name: check.meta.id,
      reads: readsOf(check),
      tables: check.tables,
      namespace: unit === CLUSTER_UNIT ? undefined : unit,
    };
    const view = viewFor(viewer, {
      inventory,
      facts: this.#facts,
      isCluster: sourceType !== 'files',
      ...(tables === undefined ? {} : { tables }),
      ...(onRead === undefined ? {} : { onRead }),
    });
    const evaluation: EvaluationContext = {
      inventory,
      sourceType,
      view,
      settings: this.#settings,
      ...(inputs === undefined ? {} : { inputs }),
    };
    const subjects = subjectsIn(inventory, check.subject, unit, { context, sourceType });
    const results = subjects.map((subject) => evaluateSubject(check, subject, evaluation));
    const unread = this.#unreadSubjects(check, unit);
    const all = unread === undefined ? results : [...results, unread];
    return withoutRepeats(all, subjects as readonly Workload[]).map(withUniqueIds);
  }

  /** Subjects that could not be listed are one unknown verdict of their scope, never silence. */
  #unreadSubjects(check: AnyAutomatedCheck, unit: string): CheckResult | undefined {
    const { inventory, context } = this.#options;
    for (const kind of kindsOfSubject(check.subject)) {
      const coverage = inventory.ownCoverage(kind, unit === CLUSTER_UNIT ? undefined : unit);
      const state = coverage?.state ?? 'full';
      if (isReadable(state) || state === 'absent') continue;
      // A check that does without the Namespace object judges namespaces that are only referred to.
      if (kind === 'Namespace' && !needsNamespace(check) && unit !== CLUSTER_UNIT) continue;
      const ref = unit === CLUSTER_UNIT ? clusterRef(context) : namespaceRef(unit);
      return unknownResult(check, ref, coverage?.reason ?? `${kind} objects could not be read`);
    }
    return undefined;
  }
}

export function createEngine(options: EngineOptions): Engine {
  return new Engine(options);
}

function needsNamespace(check: AnyAutomatedCheck): boolean {
  return objectReadsOf(check).some(({ what, need }) => what === 'Namespace' && need === 'must');
}

/** The units of a check that a change of the inventory may concern. */
function unitsTouched(check: AnyAutomatedCheck, delta: Delta): readonly string[] | 'all' {
  const kinds = kindsOfSubject(check.subject);
  const isOwn = (kind: string) =>
    kinds.some((own) => own === kind) || (check.subject === 'Workload' && kind === 'CustomWorkload');
  if (delta.coverage.some(isOwn)) return 'all';
  const units = new Set(delta.objects.filter(({ kind }) => isOwn(kind)).map(({ namespace }) => namespace));
  for (const read of objectReadsOf(check)) {
    const touched = touchedBy(read, delta);
    if (touched === 'all') return 'all';
    for (const namespace of touched) units.add(namespace);
    // The own scope of a subject outside of namespaces is the whole cluster.
    if (touched.length > 0) units.add(CLUSTER_UNIT);
  }
  return [...units];
}

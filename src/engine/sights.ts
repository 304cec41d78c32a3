/** What checks are shown, from each world of what was read, and the facts that are derived for it. */
import type { Delta, Inventory } from '../inventory/index.ts';
import type { AnyAutomatedCheck, AnyFact, Fact } from '../plugin-api/index.ts';
import type { EvaluationContext } from './evaluate.ts';
import { gapsIn } from './gaps.ts';
import type { EngineOptions } from './registry/options.ts';
import { type SettingsOf, settingValues } from './registry/settings.ts';
import { type Cell, cellsOfRef } from './view/cells.ts';
import { FactStore } from './view/facts.ts';
import { readsOf } from './view/reads.ts';
import { type Asked, type Looking, NOTHING_ASKED, Trace } from './view/trace.ts';
import { deriveIn, factFor, type ViewContext, type Viewer, viewFor } from './view/view.ts';

interface Derived {
  readonly facts: FactStore;
  /** As if what was read in part were all there is. */
  readonly supposed: FactStore;
}

/** Who derives what was asked for before. */
const ANYBODY = 'a check';

export class Sights {
  readonly #options: EngineOptions;
  readonly #settings: SettingsOf;
  readonly #whole: Derived;
  /** Of parts of the inventory, which live as long as nothing of it changes. */
  readonly #parts = new WeakMap<Inventory, Derived>();

  constructor(options: EngineOptions, whole: Derived = none(options.inventory)) {
    this.#options = options;
    this.#settings = settingValues(options.settings);
    this.#whole = whole;
  }

  fork(options: EngineOptions): Sights {
    const { facts, supposed } = this.#whole;
    return new Sights(options, { facts: facts.fork(options.inventory), supposed: supposed.fork(options.inventory) });
  }

  /** Gives the cells that have changed. */
  *update(delta: Delta): Generator<Cell> {
    yield* this.#whole.facts.update(delta);
    yield* this.#whole.supposed.update(delta);
  }

  /** Derives again what may have changed since; gives the cells that have. */
  *settle(): Generator<Cell> {
    const context = this.#context(this.#options.inventory);
    const { facts, supposed } = this.#whole;
    yield* facts.settle(deriveIn(context, ANYBODY));
    yield* supposed.settle(deriveIn({ ...context, facts: supposed, supposesWhole: true }, ANYBODY));
  }

  /** A fact about the whole cluster, as it is now: for who judges nothing. */
  ask<T>(fact: Fact<T>): T {
    return this.#whole.facts.get(fact, undefined, deriveIn(this.#context(this.#options.inventory), ANYBODY));
  }

  /** For one check in one unit. `namespace`: that of the unit; `undefined` for the cluster. */
  open(check: AnyAutomatedCheck, namespace: string | undefined): Sight {
    const viewer = { name: check.meta.id, reads: readsOf(check), tables: check.tables, namespace };
    const trace = this.#options.isOnce === true ? undefined : new Trace();
    const { inventory } = this.#options;
    const parts = new Map<Inventory, EvaluationContext>();
    let ofWhole: EvaluationContext | undefined;
    return {
      factNow: (fact) => factFor(fact, viewer, this.#context(inventory, trace)),
      evaluation: (seen) => {
        // Of all that there is, but for manifests that define something more than once.
        if (seen === inventory) {
          ofWhole ??= this.#evaluation(check, viewer, inventory, trace);
          return ofWhole;
        }
        const known = parts.get(seen) ?? this.#evaluation(check, viewer, seen, trace);
        parts.set(seen, known);
        return known;
      },
      takeAsked: () => trace?.take() ?? NOTHING_ASKED,
    };
  }

  #evaluation(
    check: AnyAutomatedCheck,
    viewer: Viewer,
    inventory: Inventory,
    trace: Trace | undefined,
  ): EvaluationContext {
    const { sourceType, inputs } = this.#options;
    const { supposed } = this.#derived(inventory);
    const context = this.#context(inventory, trace);
    return {
      inventory,
      sourceType,
      view: viewFor(viewer, context),
      supposed: viewFor(viewer, {
        ...context,
        facts: supposed,
        supposesWhole: true,
        ...(trace === undefined ? {} : { trace: trace.whole }),
      }),
      gaps: gapsIn(inventory, check, viewer.namespace),
      settings: this.#settings(check),
      look: (ref) => {
        if (trace !== undefined) for (const cell of cellsOfRef(ref)) trace.look(cell);
      },
      ...(inputs === undefined ? {} : { inputs }),
    };
  }

  #context(inventory: Inventory, trace?: Looking): ViewContext {
    const { sourceType, tables, onRead } = this.#options;
    return {
      inventory,
      facts: this.#derived(inventory).facts,
      isCluster: sourceType !== 'files',
      ...(tables === undefined ? {} : { tables }),
      ...(onRead === undefined ? {} : { onRead }),
      ...(trace === undefined ? {} : { trace }),
    };
  }

  #derived(inventory: Inventory): Derived {
    if (inventory === this.#options.inventory) return this.#whole;
    const known = this.#parts.get(inventory) ?? none(inventory);
    this.#parts.set(inventory, known);
    return known;
  }
}

export interface Sight {
  /** As it is now. */
  factNow(fact: AnyFact): unknown;
  evaluation(seen: Inventory): EvaluationContext;
  /** What has been asked for since the last call. */
  takeAsked(): Asked;
}

function none(inventory: Inventory): Derived {
  return { facts: new FactStore(inventory), supposed: new FactStore(inventory) };
}
